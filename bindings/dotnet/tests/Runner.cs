using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Dueby.Tests
{
    // Runs every public method of the classes whose names end in Tests. Needs no test framework, so nothing has to be downloaded.
    public static class Runner
    {
        public static int Main(string[] arguments)
        {
            Data.Root = arguments[0];
            Data.Command = arguments.Length > 1 ? arguments[1] : null;
            int passed = 0, failed = 0;
            foreach (MethodInfo test in typeof(Runner).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests")).OrderBy(type => type.Name)
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
            {
                try
                {
                    test.Invoke(Activator.CreateInstance(test.DeclaringType), null);
                    passed++;
                }
                catch (TargetInvocationException thrown)
                {
                    failed++;
                    Console.WriteLine($"FAILED: {test.DeclaringType.Name}.{test.Name}: {thrown.InnerException}");
                }
            }
            Console.WriteLine($"{passed} passed, {failed} failed");
            return failed == 0 && passed > 0 ? 0 : 1;
        }
    }

    internal static class Check
    {
        internal static void That(bool holds, object what)
        {
            if (!holds) throw new Exception(what.ToString());
        }

        internal static void Same<T>(T expected, T found, object what = null)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, found)) throw new Exception($"{what}: found {found}, expected {expected}");
        }

        internal static T Throws<T>(Action action) where T : Exception
        {
            try
            {
                action();
            }
            catch (T thrown)
            {
                return thrown;
            }
            throw new Exception($"no {typeof(T).Name}");
        }

        internal static void None(List<string> wrong)
        {
            That(wrong.Count == 0, string.Join("\n  ", wrong.Take(10)));
        }
    }

    // Reads the files of tests/ and examples/ as rows by column. Lines that begin with # are comments.
    internal static class Data
    {
        internal static string Root, Command;

        internal static string Text(string path)
        {
            return File.ReadAllText(Path.Combine(Root, path));
        }

        internal static DateTime Day(string text)
        {
            return DateTime.ParseExact(text.Substring(0, 10), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        }

        internal static string Of(DateTime? day)
        {
            return day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
        }

        internal static List<Dictionary<string, string>> Rows(string path)
        {
            List<string> header = null;
            var rows = new List<Dictionary<string, string>>();
            foreach (string line in Text(path).Split('\n').Select(one => one.TrimEnd('\r')))
            {
                if (line == "" || line[0] == '#') continue;
                List<string> cells = Cells(line);
                if (header == null)
                {
                    header = cells;
                    continue;
                }
                rows.Add(Enumerable.Range(0, header.Count).ToDictionary(i => header[i], i => i < cells.Count ? cells[i] : ""));
            }
            return rows;
        }

        private static List<string> Cells(string line)
        {
            var cells = new List<string>();
            var cell = new System.Text.StringBuilder();
            bool quoted = false;
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] == '"')
                {
                    if (quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[++i]);
                    else quoted = !quoted;
                }
                else if (line[i] == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else
                {
                    cell.Append(line[i]);
                }
            }
            cells.Add(cell.ToString());
            return cells;
        }
    }
}
