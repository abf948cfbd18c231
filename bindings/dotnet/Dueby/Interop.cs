using System;
using System.Collections.Generic;
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

        internal IntPtr Texts(IReadOnlyList<string> texts)
        {
            var addresses = new IntPtr[texts.Count];
            for (int i = 0; i < addresses.Length; i++) addresses[i] = Text(texts[i]);
            return Pin(addresses);
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

        // Returns zero-terminated UTF-8. C reads up to the first zero.
        internal static byte[] Utf8(string text)
        {
            if (text == null) throw new ArgumentNullException(nameof(text));
            if (text.IndexOf('\0') >= 0) throw new ArgumentException("a text has a zero character: take it out", nameof(text));
            var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
            Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        }

        internal static byte[] Utf8OrNull(string text)
        {
            return text == null ? null : Utf8(text);
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
