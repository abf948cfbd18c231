package dueby;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * An object of the library. It is freed by {@link #close()} or, if that was forgotten, when nothing refers to it any
 * more. A closed object throws {@link IllegalStateException}. It must not be closed while another thread uses it.
 */
abstract class Handle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private static final class Release implements Runnable {
    private final LongConsumer free;
    private volatile long address;

    Release(long address, LongConsumer free) {
      this.address = address;
      this.free = free;
    }

    @Override
    public void run() {
      free.accept(address);
      address = 0;
    }
  }

  private final Release release;
  private final Cleaner.Cleanable cleanable;

  Handle(long address, LongConsumer free) {
    release = new Release(address, free);
    cleanable = CLEANER.register(this, release);
  }

  /** The address of the object. The caller must keep the handle reachable while it uses the address: see {@link #use}. */
  final long address() {
    long address = release.address;
    if (address == 0) {
      throw new IllegalStateException(getClass().getSimpleName() + " is closed");
    }
    return address;
  }

  /** Calls a function with the address, and keeps the object alive until it returns. */
  final <T> T use(LongFunction<T> call) {
    try {
      return call.apply(address());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Frees the object. Closing it again does nothing. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
