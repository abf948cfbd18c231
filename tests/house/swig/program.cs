/* A program that uses SWIG's output: the version, and a field of a struct that was set. */
public class Program {
  public static void Main() {
    var day = new dueby_event();
    day.date = 20539;
    System.Console.WriteLine(dueby.version() + " " + day.date + " " + dueby.DUEBY_DONE);
  }
}
