/* A program that uses SWIG's output: prints the version, and a struct field that it set. */
public class Program {
  public static void Main() {
    var day = new dueby_event();
    day.date = 20539;
    System.Console.WriteLine(dueby.version() + " " + day.date + " " + dueby.DUEBY_DONE);
  }
}
