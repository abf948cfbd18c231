package dueby;

import dueby.engine.Engine;

/** The versions of the library and of its data. */
public final class Dueby {
  private Dueby() {}

  /**
   * The version of the library.
   *
   * @return for example "0.9.0"
   */
  public static String version() {
    return Native.text(Engine.version());
  }

  /**
   * The date of the official list of bank holidays in this release.
   *
   * @return for example "2026-08-21"
   */
  public static String dataVersion() {
    return Native.text(Engine.data_version());
  }
}
