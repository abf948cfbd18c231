using System;
using System.Collections.Generic;

namespace Dueby
{
    /// <summary>Thrown if the library has no answer. Derived classes are for errors that callers handle differently.</summary>
    public class DuebyException : Exception
    {
        internal DuebyException(Status status, string message) : base(message)
        {
            Status = status;
        }

        /// <summary>The library's status, which is always set.</summary>
        public Status Status { get; }

        // Makes the exception for a status. `what` names the thing that was not found.
        internal static DuebyException Of(int number, string what)
        {
            var status = (Status)number;
            string message = what + ": " + Interop.Text(Native.dueby_status_text(number));
            switch (status)
            {
                case Status.NotFound:
                    return new UnknownNameException(message);
                case Status.Coverage:
                    return new OutsideCoverageException(message);
                case Status.Argument:
                case Status.Text:
                case Status.NoSuchTime:
                    return new BadValueException(status, message);
                case Status.NotInForce:
                case Status.NoTime:
                case Status.NotStated:
                case Status.Fact:
                case Status.NoRule:
                    return new NotComputableException(status, message, null);
                default:
                    return new DuebyException(status, message);
            }
        }

        internal static void Need(int status, string what)
        {
            if (status != Native.Ok) throw Of(status, what);
        }

        // Throws an exception if a string could not be read as the kind of text that `kind` names.
        internal static void NeedText(int status, int kind, string text)
        {
            if (status == (int)Status.Text) throw new BadValueException(Status.Text, Interop.Problem(kind, text));
        }
    }

    /// <summary>Thrown for an unknown rule, profile, event, tag, division or column. The message suggests a similar name, if
    /// any.</summary>
    public sealed class UnknownNameException : DuebyException
    {
        internal UnknownNameException(string message) : base(Status.NotFound, message)
        {
        }

        // Makes the exception for a column that the cases do not have.
        internal static UnknownNameException OfColumn(string what, string column)
        {
            return new UnknownNameException($"{what}: " + Interop.Refusal(Native.RefusalColumn, column));
        }

        // Makes the exception for an unknown name of some kind. The profile is null if the name is a profile's.
        internal static UnknownNameException Of(int kind, Profile profile, string wanted)
        {
            byte[] name = Interop.Utf8(wanted);
            return new UnknownNameException(Interop.Text("name", (byte[] to, long size, out long needed) => profile == null
                ? Native.dueby_unknown_profile_text(kind, IntPtr.Zero, name, Native.StyleDotnet, to, size, out needed)
                : Native.dueby_unknown_name_text(kind, profile.Handle, name, Native.StyleDotnet, to, size, out needed)));
        }
    }

    /// <summary>Thrown for a day that the calendar does not cover.</summary>
    public sealed class OutsideCoverageException : DuebyException
    {
        internal OutsideCoverageException(string message) : base(Status.Coverage, message)
        {
        }
    }

    /// <summary>Thrown if a span, a date or another value is not what was expected.</summary>
    public sealed class BadValueException : DuebyException
    {
        internal BadValueException(Status status, string message) : base(status, message)
        {
        }

        // Makes the exception for a value that is refused. `found` is the text that the reason quotes, or null.
        internal static BadValueException Of(string argument, int refusal, string found = null)
        {
            return new BadValueException(Status.Argument, argument + ": " + Interop.Refusal(refusal, found));
        }
    }

    /// <summary>Thrown if there is no date. The message says why, in plain English.</summary>
    /// <remarks>There is no time limit, no version is in force, no rule applies, or a fact about the case is missing.</remarks>
    public sealed class NotComputableException : DuebyException
    {
        internal NotComputableException(Status status, string message, Failure failure) : base(status, message)
        {
            Failure = failure;
        }

        /// <summary>Why there is no date, as data; null if only the status is known.</summary>
        public Failure Failure { get; }
    }

    /// <summary>Thrown if a profile or a list of days cannot be read. The message lists each fault.</summary>
    public sealed class BadFileException : DuebyException
    {
        internal BadFileException(Status status, string message, IReadOnlyList<Diagnostic> diagnostics) : base(status, message)
        {
            Diagnostics = diagnostics;
        }

        /// <summary>The problems found. The last one is the error.</summary>
        public IReadOnlyList<Diagnostic> Diagnostics { get; }
    }
}
