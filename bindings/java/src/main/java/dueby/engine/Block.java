package dueby.engine;

import java.nio.ByteBuffer;

/** A struct or an array in memory that C can read and write. Fields are found by their offsets. */
public final class Block {
  private final ByteBuffer buffer;
  private final int start;
  private final long address;

  Block(ByteBuffer buffer, int start, long address) {
    this.buffer = buffer;
    this.start = start;
    this.address = address;
  }

  public long address() {
    return address;
  }

  public int getInt(int at) {
    return buffer.getInt(start + at);
  }

  public long getLong(int at) {
    return buffer.getLong(start + at);
  }

  public Block putByte(int at, int value) {
    buffer.put(start + at, (byte) value);
    return this;
  }

  public Block putInt(int at, int value) {
    buffer.putInt(start + at, value);
    return this;
  }

  public Block putLong(int at, long value) {
    buffer.putLong(start + at, value);
    return this;
  }

  public Block put(int at, byte[] bytes) {
    buffer.put(start + at, bytes);
    return this;
  }

  public byte[] bytes(int at, int length) {
    byte[] bytes = new byte[length];
    buffer.get(start + at, bytes);
    return bytes;
  }
}
