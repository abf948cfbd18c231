/** A program that uses SWIG's output: prints the version, and a struct field that it set. */
public class Program {
  public static void main(String[] arguments) {
    System.loadLibrary("dueby_swig");
    dueby_event event = new dueby_event();
    event.setDate(20539);
    System.out.println(dueby.version() + " " + event.getDate() + " " + duebyConstants.DUEBY_DONE);
  }
}
