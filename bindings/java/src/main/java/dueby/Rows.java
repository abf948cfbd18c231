package dueby;

import dueby.engine.Block;
import dueby.engine.Memory;

/**
 * Computes columns in blocks of rows. While a block is being computed, its arrays are pinned, and a garbage collection may have to
 * wait.
 */
final class Rows {
  /** The number of rows in a block. Blocks are large, because each call makes a table of all days. */
  private static final int STRETCH = 4 << 20;

  private Rows() {}

  @FunctionalInterface
  interface Call {
    int run(long first, long count, long failed);
  }

  /** Computes all rows. Returns the number of rows without an answer. */
  static long run(int count, String what, Call call) {
    long all = 0;
    try (Memory memory = Memory.open()) {
      Block failed = memory.block(Long.BYTES);
      for (long first = 0; first < count; first += STRETCH) {
        DuebyException.need(call.run(first, Math.min(STRETCH, count - first), failed.address()), what);
        all += failed.getLong(0);
      }
    }
    return all;
  }
}
