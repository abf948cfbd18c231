using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dueby
{
    /// <summary>The versions of the library and of its data.</summary>
    public static class Release
    {
        /// <summary>The version of the library, for example "0.9.0".</summary>
        public static string Version => Interop.Text(Native.dueby_version());

        /// <summary>The date of the official list of bank holidays in this release, such as "2026-08-21".</summary>
        public static string DataVersion => Interop.Text(Native.dueby_data_version());
    }

    // Collects diagnostics while untrusted values and files are read.
    internal sealed unsafe class Reading
    {
        private const int Capacity = 64;

        internal delegate int Reader(ref Native.dueby_diagnostics said, out IntPtr made);

        private readonly Native.dueby_diagnostic[] items;
        private readonly Native.dueby_diagnostics[] said = new Native.dueby_diagnostics[1];

        // Prepares to collect diagnostics in arrays that do not move until the pins are disposed of.
        internal Reading(Pins pins, int capacity)
        {
            items = new Native.dueby_diagnostic[capacity];
            said[0] = new Native.dueby_diagnostics { items = pins.Pin(items), capacity = capacity };
            Address = pins.Pin(said);
        }

        internal IntPtr Address { get; }

        internal static IntPtr Read(string what, Reader read)
        {
            using (var pins = new Pins())
            {
                var reading = new Reading(pins, Capacity);
                reading.Need(read(ref reading.said[0], out IntPtr made), what);
                return made;
            }
        }

        internal List<Diagnostic> Diagnostics()
        {
            var found = new List<Diagnostic>();
            fixed (Native.dueby_diagnostic* first = items)
                for (int i = 0; i < Math.Min(said[0].count, items.Length); i++)
                    found.Add(new Diagnostic(first[i].severity == 0, first[i].line, first[i].column, Interop.Text((IntPtr)first[i].message)));
            return found;
        }

        internal void Need(int status, string what)
        {
            if (status != Native.Ok) throw Failed(status, what, Diagnostics());
        }

        private static DuebyException Failed(int status, string what, List<Diagnostic> said)
        {
            if (said.Count == 0) return DuebyException.Of(status, what);
            IEnumerable<string> faults = said.Where(one => one.IsError).Select(one => what + ":" + (one.Line > 0 ? "" : " ") + one);
            return new BadFileException((Status)status, string.Join("\n", faults), said);
        }
    }

    /// <summary>A set of duties, with the rules that set their time limits, and the events and tags that rules use.</summary>
    /// <remarks>A profile never changes, so threads may share it.</remarks>
    public sealed class Profile : IDisposable
    {
        private readonly ProfileHandle handle;
        private readonly Dictionary<string, int> events, tags, duties;

        private Profile(IntPtr made)
        {
            handle = new ProfileHandle(made);
            events = Names(1, Native.dueby_profile_event_count(Handle), i => Native.dueby_profile_event_slug(Handle, i));
            tags = Names(0, Native.dueby_profile_tag_count(Handle), i => Native.dueby_profile_tag(Handle, i));
            duties = Names(0, Native.dueby_profile_duty_count(Handle), i => Native.dueby_profile_duty(Handle, i));
        }

        private static Dictionary<string, int> Names(int first, int count, Func<int, IntPtr> name)
        {
            return Enumerable.Range(first, count - first).ToDictionary(i => Interop.Text(name(i)), i => i);
        }

        internal ProfileHandle Handle => Interop.Open(handle, nameof(Profile));

        internal string EventSlug(int number)
        {
            return Interop.TextOf(Handle, () => Native.dueby_profile_event_slug(Handle, number));
        }

        /// <summary>Opens a profile that comes with the library: "england" for law and national guidance only, or a
        /// council.</summary>
        /// <exception cref="UnknownNameException">There is no profile of that name.</exception>
        public static Profile BuiltIn(string name)
        {
            int status = Native.dueby_profile_new(Interop.Utf8(name, nameof(name)), out IntPtr made);
            if (status == Native.NotFound) throw UnknownNameException.Of(Native.NamedProfile, null, name);
            DuebyException.Need(status, $"profile \"{name}\"");
            return new Profile(made);
        }

        /// <summary>Returns the names of the profiles that come with the library.</summary>
        public static IReadOnlyList<string> BuiltInNames =>
            Enumerable.Range(0, Native.dueby_profile_builtin_count()).Select(i => Interop.Text(Native.dueby_profile_builtin(i))).ToList();

        /// <summary>Makes a profile from YAML (data/FORMAT.md) that extends a built-in profile or nothing.</summary>
        /// <exception cref="BadFileException">The YAML is invalid. The message lists each fault, its line and column.</exception>
        public static Profile FromYaml(string yaml)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Interop.Checked(Interop.Given(yaml, nameof(yaml)), nameof(yaml)));
            return new Profile(Reading.Read("profile", (ref Native.dueby_diagnostics said, out IntPtr made) =>
                Native.dueby_io_profile_from_yaml(bytes, bytes.Length, null, ref said, out made)));
        }

        /// <summary>Reads a profile from a YAML file. A profile that it extends is looked for in the file's folder first.</summary>
        /// <exception cref="BadFileException">The YAML is invalid. The message lists each fault, its line and column.</exception>
        public static Profile FromFile(string path)
        {
            return new Profile(Reading.Read(path, (ref Native.dueby_diagnostics said, out IntPtr made) =>
                Native.dueby_io_profile_from_file(Interop.Utf8(path, nameof(path)), ref said, out made)));
        }

        /// <summary>The profile's name.</summary>
        public string Name => Interop.TextOf(Handle, () => Native.dueby_profile_name(Handle));

        /// <summary>The profile's title, for display.</summary>
        public string Title => Interop.TextOf(Handle, () => Native.dueby_profile_title(Handle));

        /// <summary>The name of the profile that this one extends; null if there is none.</summary>
        public string Parent => Interop.TextOf(Handle, () => Native.dueby_profile_parent(Handle));

        /// <summary>64 hexadecimal digits that identify the profile's content: every time limit, title and source.</summary>
        public string Digest => Interop.Text("profile", (byte[] to, long size, out long needed) =>
            Native.dueby_profile_digest(Handle, to, size, out needed));

        /// <summary>The ids of the profile's duties, in the profile's order.</summary>
        public IReadOnlyList<string> Duties => duties.OrderBy(one => one.Value).Select(one => one.Key).ToList();

        /// <summary>The events that the profile recognises.</summary>
        public IReadOnlyList<string> Events => events.OrderBy(one => one.Value).Select(one => one.Key).ToList();

        /// <summary>The tags that the profile recognises.</summary>
        public IReadOnlyList<string> Tags => tags.OrderBy(one => one.Value).Select(one => one.Key).ToList();

        /// <summary>The profile's rules in every version, including the rules of the profiles it extends.</summary>
        public IReadOnlyList<Rule> Rules()
        {
            var found = new List<Rule>();
            for (int rule = 0; rule < Native.dueby_profile_rule_count(Handle); rule++)
                for (int version = 0; version < Native.dueby_rule_version_count(Handle, rule); version++) found.Add(Rule(rule, version));
            return found;
        }

        private Rule Rule(int rule, int version)
        {
            Func<int, string> of = field => RuleText(rule, version, field);
            Func<int, int> number = field => Native.dueby_rule_number(Handle, rule, version, field);
            int read = number(10);
            return new Rule(of(9), of(1), of(3), of(6), (Authority)number(2), (Force)number(3), (Subject)number(4), of(4), of(5), number(9) >= 0,
                number(8) != 0, Interop.DateOrNull(number(11)), Interop.DateOrNull(number(12)),
                Interop.Text("rule", (byte[] to, long size, out long needed) =>
                    Native.dueby_explain_timescale(Handle, rule, version, to, size, out needed)),
                Interop.Text("rule", (byte[] to, long size, out long needed) =>
                    Native.dueby_explain_source(Handle, rule, version, to, size, out needed)),
                read == 0 ? (Checked?)null : (Checked)read);
        }

        /// <summary>Frees the profile as soon as no running call uses it.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        internal int EventCount => events.Count + 1;

        internal int Event(string slug)
        {
            return Number(events, Native.NamedEvent, slug);
        }

        internal int Tag(string name)
        {
            return Number(tags, Native.NamedTag, name);
        }

        internal int Duty(string id)
        {
            return Number(duties, Native.NamedDuty, id);
        }

        private int Number(Dictionary<string, int> names, int kind, string name)
        {
            if (names.TryGetValue(name, out int number)) return number;
            throw UnknownNameException.Of(kind, this, name);
        }

        internal string DutyId(int duty)
        {
            return Interop.TextOf(Handle, () => Native.dueby_profile_duty(Handle, duty));
        }

        internal string RuleText(int rule, int version, int field)
        {
            return Interop.TextOf(Handle, () => Native.dueby_rule_text(Handle, rule, version, field));
        }

        // Returns the address of a rule by its number.
        internal string Address(int rule)
        {
            return rule < 0 ? null : RuleText(rule, 0, 9);
        }
    }
}
