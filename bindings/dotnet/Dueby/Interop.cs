using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dueby
{
    internal sealed class ProfileHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal ProfileHandle(IntPtr made) : base(true)
        {
            SetHandle(made);
        }

        protected override bool ReleaseHandle()
        {
            Native.dueby_profile_free(handle);
            return true;
        }
    }

    internal sealed class CalendarHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal CalendarHandle(IntPtr made) : base(true)
        {
            SetHandle(made);
        }

        protected override bool ReleaseHandle()
        {
            Native.dueby_calendar_free(handle);
            return true;
        }
    }

    internal sealed class QueryHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal QueryHandle(IntPtr made) : base(true)
        {
            SetHandle(made);
        }

        protected override bool ReleaseHandle()
        {
            Native.dueby_query_free(handle);
            return true;
        }
    }

    internal sealed class TimelineHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal TimelineHandle(IntPtr made) : base(true)
        {
            SetHandle(made);
        }

        protected override bool ReleaseHandle()
        {
            Native.dueby_timeline_free(handle);
            return true;
        }
    }

    internal sealed class WorklistHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal WorklistHandle(IntPtr made) : base(true)
        {
            SetHandle(made);
        }

        protected override bool ReleaseHandle()
        {
            Native.dueby_worklist_free(handle);
            return true;
        }
    }

    // Pins the arrays and strings that a struct points to until this is disposed.
    internal sealed class Pins : IDisposable
    {
        private readonly List<GCHandle> pinned = new List<GCHandle>();

        internal IntPtr Pin(object array)
        {
            if (array == null) return IntPtr.Zero;
            GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
            pinned.Add(handle);
            return handle.AddrOfPinnedObject();
        }

        internal IntPtr Text(string text)
        {
            return Pin(Interop.Utf8(text));
        }

        internal IntPtr TextOrNull(string text)
        {
            return Pin(Interop.Utf8OrNull(text));
        }

        internal IntPtr Texts(IEnumerable<string> texts)
        {
            return Pin(texts.Select(Text).ToArray());
        }

        internal IntPtr TextsOrNull(IEnumerable<string> texts)
        {
            return Pin(texts.Select(TextOrNull).ToArray());
        }

        public void Dispose()
        {
            foreach (GCHandle handle in pinned) handle.Free();
            pinned.Clear();
        }
    }

    // Converts values between .NET and C.
    internal static class Interop
    {
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);
        private static readonly DateTime Epoch = new DateTime(1970, 1, 1);

        internal delegate int TextWriter(byte[] text, long size, out long needed);

        // Returns the text that a function writes; null if its status is not OK.
        internal static string Written(TextWriter write, out int status)
        {
            var text = new byte[512];
            for (;;)
            {
                status = write(text, text.Length, out long needed);
                if (status == Native.Ok) return Encoding.UTF8.GetString(text, 0, (int)needed - 1);
                if (status != Native.Space) return null;
                text = new byte[needed];
            }
        }

        internal static string Text(string what, TextWriter write)
        {
            string text = Written(write, out int status);
            DuebyException.Need(status, what);
            return text;
        }

        // Returns the library's words for why a value is refused. `found` is the text that they quote, or null.
        internal static string Refusal(int refusal, string found = null)
        {
            byte[] given = Utf8OrNull(found);
            return Text("refusal", (byte[] to, long size, out long needed) =>
                Native.dueby_refusal_text(refusal, Native.StyleDotnet, given, to, size, out needed));
        }

        // Returns why a string cannot be read as the kind of value it should be; null if it can.
        internal static string Problem(int kind, string text)
        {
            byte[] written = Utf8(text);
            return Written((byte[] to, long size, out long needed) =>
                Native.dueby_written_problem_text(kind, written, 0, 0, to, size, out needed), out _);
        }

        // Returns the handle of an object that has not been disposed of.
        internal static T Open<T>(T handle, string name) where T : SafeHandle
        {
            return handle.IsClosed ? throw new ObjectDisposedException(name) : handle;
        }

        // Returns a string as zero-terminated UTF-8. Refuses a character that would become a different one, or end the string in C.
        internal static byte[] Utf8(string text, string argument = "text")
        {
            if (text == null) throw new ArgumentNullException(argument);
            try
            {
                var bytes = new byte[Strict.GetByteCount(text) + 1];
                Strict.GetBytes(text, 0, text.Length, bytes, 0);
                if (Array.IndexOf(bytes, (byte)0) == bytes.Length - 1) return bytes;
            }
            catch (EncoderFallbackException)
            {
            }
            throw new ArgumentException($"{argument}: {Refusal(Native.RefusalString)}", argument);
        }

        internal static byte[] Utf8OrNull(string text, string argument = "text")
        {
            return text == null ? null : Utf8(text, argument);
        }

        // Returns a string or null. Refuses a character that C cannot take.
        internal static string Checked(string text, string argument)
        {
            Utf8OrNull(text, argument);
            return text;
        }

        // Copies a string that belongs to the library; null for NULL.
        internal static unsafe string Text(IntPtr text)
        {
            if (text == IntPtr.Zero) return null;
            var bytes = (byte*)text;
            int length = 0;
            while (bytes[length] != 0) length++;
            return Encoding.UTF8.GetString(bytes, length);
        }

        // Copies a sequence. Refuses a null in it, and a string that C cannot take; the message gives its index.
        internal static T[] Copy<T>(string what, IEnumerable<T> values) where T : class
        {
            T[] copy = (values ?? throw new ArgumentNullException(what)).ToArray();
            for (int at = 0; at < copy.Length; at++)
            {
                if (copy[at] == null) throw new ArgumentNullException($"{what}[{at}]");
                if (copy[at] is string text) Utf8(text, $"{what}[{at}]");
            }
            return copy;
        }

        // Returns a set of bits, one for each value of an enum, or 0 for null.
        internal static uint Bits<T>(string what, IEnumerable<T> values) where T : struct
        {
            uint bits = 0;
            foreach (T value in values ?? new T[0])
            {
                if (!Enum.IsDefined(typeof(T), value))
                    throw new BadValueException(Status.Argument, $"{what}: {value} is not a value of {typeof(T).Name}");
                bits |= 1u << Convert.ToInt32(value);
            }
            return bits;
        }

        // Returns the number of a value of an enum. Refuses a number that is not one of its values.
        internal static int Number<T>(string what, T value) where T : struct
        {
            Bits(what, new[] { value });
            return Convert.ToInt32(value);
        }

        // Writes a day in ISO form in every culture.
        internal static string Iso(DateTime day)
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        // Returns the day of an option as a number. Refuses a day that C cannot represent.
        internal static int OptionDay(string option, DateTime? day)
        {
            if (day.HasValue && (day.Value.Year < 1900 || day.Value.Year > 2199))
                throw BadValueException.Of($"{option}: {Iso(day.Value)}", Native.RefusalDay);
            return Day(day);
        }

        // Returns a day or time of an option. A day that C cannot take is refused.
        internal static Native.dueby_when OptionWhen(string option, When? when)
        {
            OptionDay(option, when?.Date);
            return when?.C ?? default(Native.dueby_when);
        }

        // Refuses a column named like a field of an answer, because the answer would then have that name twice.
        internal static void RefuseFields(ICollection<string> columns, Func<int, IntPtr> fields)
        {
            string field;
            for (int i = 0; (field = Text(fields(i))) != null; i++)
                if (columns.Contains(field))
                    throw new BadValueException(Status.Argument, Refusal(Native.RefusalField, field));
        }

        // Throws if the name, a ref or the events of a case are too large. `whose` goes before the message.
        internal static void RefuseExcess(Native.dueby_case of, string whose)
        {
            string excess = Text("case", (byte[] to, long size, out long needed) => Native.dueby_case_excess_text(ref of, to, size, out needed));
            if (excess != "") throw new DuebyException(Status.Limit, whose + excess);
        }

        // Returns the number of a row or line. Refuses a negative number, which no row can have.
        internal static long Row(string name, long row)
        {
            if (row < 0) throw BadValueException.Of($"{name}: {row}", Native.RefusalNumber, $"0 to {long.MaxValue}");
            return row;
        }

        // Returns the day of an event as a number. Refuses a day that C cannot represent.
        internal static int EventDay(When when)
        {
            if (when.Date.Year < 1900 || when.Date.Year > 2199)
                throw BadValueException.Of(Iso(when.Date), Native.RefusalDay);
            return Day(when.Date);
        }

        internal static int Day(DateTime date)
        {
            return (int)(date.Date - Epoch).TotalDays;
        }

        internal static int Day(DateTime? date)
        {
            return date.HasValue ? Day(date.Value) : Native.NoDate;
        }

        internal static DateTime Date(int day)
        {
            return Epoch.AddDays(day);
        }

        internal static DateTime? DateOrNull(int day)
        {
            return day == Native.NoDate ? (DateTime?)null : Date(day);
        }

        // Copies a string that belongs to an object, even if another thread disposes of the object meanwhile.
        internal static string TextOf(SafeHandle owner, Func<IntPtr> read)
        {
            return Held(owner, () => Text(read()));
        }

        // Calls a function during which no other thread can free an object.
        internal static T Held<T>(SafeHandle owner, Func<T> use)
        {
            bool isHeld = false;
            try
            {
                owner.DangerousAddRef(ref isHeld);
                return use();
            }
            finally
            {
                if (isHeld) owner.DangerousRelease();
            }
        }

        // Returns an argument, which must not be null.
        internal static T Given<T>(T value, string name) where T : class
        {
            return value ?? throw new ArgumentNullException(name);
        }

        internal static int? NumberOrNull(int number)
        {
            return number == Native.NoDate ? (int?)null : number;
        }

        internal static DateTimeOffset? TimeOrNull(long seconds)
        {
            return seconds == Native.NoTime ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        internal static uint Size<T>()
        {
            return (uint)Marshal.SizeOf(typeof(T));
        }
    }
}
