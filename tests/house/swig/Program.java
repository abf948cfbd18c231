/** A program that uses SWIG's output: the version, and a field of a struct that was set. */
public class Program {
  public static void main(String[] arguments) {
    System.loadLibrary("dueby_swig");
    dueby_event event = new dueby_event();
    event.setDate(20539);
    System.out.println(dueby.version() + " " + event.getDate() + " " + duebyConstants.DUEBY_DONE);
  }
}
