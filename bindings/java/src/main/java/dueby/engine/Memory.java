package dueby.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Memory for the arguments and results of a few calls. Small requests use a buffer that is kept for the next caller, so most calls
 * allocate nothing. Buffers are not tied to threads, because there may be millions of those.
 */
public final class Memory implements AutoCloseable {
  private static final int KEPT_BYTES = 16 << 10;
  private static final int TEXT_BYTES = 2 << 10;
  private static final int BYTES_MAX = Integer.MAX_VALUE - 15; // the largest size of a buffer, with room to round up
  private static final AtomicReferenceArray<Memory> KEPT = new AtomicReferenceArray<>(64);

  private final ByteBuffer buffer;
  private final long address;
  private int used;
  private List<ByteBuffer> larger;

  private Memory() {
    buffer = direct(KEPT_BYTES);
    address = Engine.memory_address(buffer);
  }

  public static Memory open() {
    Memory memory = KEPT.getAndSet(slot(), null);
    return memory == null ? new Memory() : memory;
  }

  @Override
  public void close() {
    used = 0;
    larger = null;
    KEPT.lazySet(slot(), this);
  }

  private static int slot() {
    return System.identityHashCode(Thread.currentThread()) & 63;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Allocates memory that is freed with the last reference to it, not on close. */
  public static Block lasting(int bytes) {
    ByteBuffer buffer = direct(Math.max(bytes, 1));
    return new Block(buffer, 0, Engine.memory_address(buffer));
  }

  /** Allocates zeroed bytes. */
  public Block block(int bytes) {
    int rounded = (bytes + 7) & -8;
    if (rounded > KEPT_BYTES - used) {
      ByteBuffer large = direct(Math.max(bytes, 1));
      if (larger == null) {
        larger = new ArrayList<>();
      }
      larger.add(large);
      return new Block(large, 0, Engine.memory_address(large));
    }
    int start = used;
    used += rounded;
    for (int at = start; at < used; at += 8) {
      buffer.putLong(at, 0);
    }
    return new Block(buffer, start, address + start);
  }

  /** Allocates `count` structs of `size` bytes. */
  public Block blocks(long count, int size) {
    if (count > BYTES_MAX / size) {
      throw new IllegalArgumentException(count + " at once: expected at most " + BYTES_MAX / size);
    }
    return block((int) count * size);
  }

  /** Returns the address of a string as zero-terminated UTF-8. C reads up to the first zero. */
  public long text(String text) {
    return bytes(utf8(text));
  }

  /** Returns a string as UTF-8. Refuses a character that would become a different one, or end the string in C. */
  public static byte[] utf8(String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException(notText());
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether C can take every character of a string. */
  public static boolean isText(String text) {
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      if (Character.isHighSurrogate(one) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (one == 0 || Character.isSurrogate(one)) {
        return false;
      }
    }
    return true;
  }

  private static String notText() {
    try (Memory memory = Memory.open()) {
      return memory.written((to, size, needed) -> Engine.refusal_text(EngineConstants.DUEBY_REFUSAL_STRING,
          EngineConstants.DUEBY_STYLE_JAVA, 0, to, size, needed));
    }
  }

  /** Returns the address of a string as zero-terminated UTF-8, or 0 for null. */
  public long textOrNull(String text) {
    return text == null ? 0 : text(text);
  }

  /** Returns the address of a copy of the bytes with a zero after them. */
  public long bytes(byte[] bytes) {
    if (bytes.length >= BYTES_MAX) {
      throw new IllegalArgumentException(bytes.length + " bytes at once: expected fewer than " + BYTES_MAX);
    }
    return block(bytes.length + 1).put(0, bytes).address();
  }

  /** Returns the address of an array of string addresses. */
  public long texts(Collection<String> texts) {
    texts.forEach(Objects::requireNonNull);
    return textsOrNull(texts);
  }

  /** Returns the address of an array of string addresses, with 0 for each null. */
  public long textsOrNull(Collection<String> texts) {
    Block pointers = blocks(texts.size(), Long.BYTES);
    int at = 0;
    for (String text : texts) {
      pointers.putLong(at, textOrNull(text));
      at += Long.BYTES;
    }
    return pointers.address();
  }

  /** A function of the library that writes text into a buffer: dueby_..._text(..., text, size, needed). */
  @FunctionalInterface
  public interface Writer {
    int write(long text, long size, long needed);
  }

  /** Returns the text that a function writes; null if its status is not DUEBY_OK: see status(). */
  public String written(Writer writer) {
    Block needed = block(Long.BYTES);
    int size = TEXT_BYTES;
    for (;;) {
      Block text = block(size);
      status = writer.write(text.address(), size, needed.address());
      if (status == EngineConstants.DUEBY_OK) {
        return text(text.bytes(0, Math.toIntExact(needed.getLong(0) - 1)));
      }
      if (status != EngineConstants.DUEBY_ESPACE) {
        return null;
      }
      size = Math.toIntExact(needed.getLong(0));
    }
  }

  private int status;

  /** Returns the status of the last call to text(). */
  public int status() {
    return status;
  }

  /** Makes a string from UTF-8 bytes, or null from null. */
  public static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
