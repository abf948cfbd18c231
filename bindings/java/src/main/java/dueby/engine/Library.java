package dueby.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Loads the native library of this platform, which is a resource of the jar. */
final class Library {
  private Library() {}

  /** The system property with the path of a library. If set, that library is loaded instead of the one in the jar. */
  private static final String OVERRIDE = "dueby.library";

  static void load() {
    String given = System.getProperty(OVERRIDE);
    if (given != null) {
      System.load(given);
      return;
    }
    String resource = "natives/" + platform() + "/" + System.mapLibraryName("dueby-java");
    try (InputStream content = Library.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new UnsatisfiedLinkError("dueby has no native library for " + platform() + ": " + resource + " is not in the jar. Set -D"
            + OVERRIDE + " to the path of one that you built");
      }
      load(content);
    } catch (IOException failed) {
      throw new UncheckedIOException("dueby: cannot write its native library to " + System.getProperty("java.io.tmpdir"), failed);
    }
  }

  /**
   * Copies the library to a file, because only files can be loaded. The file is deleted once loaded or, if that is not possible,
   * when the JVM ends.
   */
  private static void load(InputStream content) throws IOException {
    Path folder = Files.createTempDirectory("dueby").toAbsolutePath();
    Path file = folder.resolve(System.mapLibraryName("dueby-java"));
    try {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      System.load(file.toString());
    } finally {
      if (!file.toFile().delete() || !folder.toFile().delete()) {
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
      }
    }
  }

  /** Returns the name of this platform, such as "linux-x86_64", "windows-aarch64" or "macos-aarch64". */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "macos" : "linux";
    String machine = System.getProperty("os.arch");
    return name + "-" + (machine.equals("amd64") ? "x86_64" : machine.equals("arm64") ? "aarch64" : machine);
  }
}
