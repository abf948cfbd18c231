package dueby;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * An object of the library. It is freed by {@link #close()} or, if that was forgotten, when nothing refers to it any
 * more. A closed object throws {@link IllegalStateException}.
 */
abstract class Handle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);
  /** How many counters of running calls there are. Few threads share one, and no two are in the same cache line. */
  private static final int COUNTERS = 8;
  private static final int INTS_PER_LINE = 16;

  private static final class Release implements Runnable {
    private final LongConsumer free;
    private final int[] running = new int[(COUNTERS + 1) * INTS_PER_LINE];
    private volatile long address;

    Release(long address, LongConsumer free) {
      this.address = address;
      this.free = free;
    }

    /** Stops calls from beginning, waits for running calls to end, and frees the object. */
    @Override
    public void run() {
      long freed = address;
      address = 0;
      for (int i = 1; i <= COUNTERS; i++) {
        while ((int) COUNT.getVolatile(running, i * INTS_PER_LINE) != 0) {
          Thread.yield();
        }
      }
      free.accept(freed);
    }
  }

  private final Release release;
  private final Cleaner.Cleanable cleanable;

  Handle(long address, LongConsumer free) {
    release = new Release(address, free);
    cleanable = CLEANER.register(this, release);
  }

  /** The address of the object. It is only valid between {@link #enter} and {@link #leave}: see {@link #use}. */
  final long address() {
    long address = release.address;
    if (address == 0) {
      throw new IllegalStateException(getClass().getSimpleName() + " is closed");
    }
    return address;
  }

  /** Begins a call, for which {@link #close} waits. Returns what {@link #leave} needs. */
  final int enter() {
    int counter = (1 + ((int) Thread.currentThread().getId() & COUNTERS - 1)) * INTS_PER_LINE;
    COUNT.getAndAdd(release.running, counter, 1);
    return counter;
  }

  final void leave(int counter) {
    COUNT.getAndAdd(release.running, counter, -1);
    Reference.reachabilityFence(this);
  }

  /** Calls a function with the address, and keeps the object alive until it returns. */
  final <T> T use(LongFunction<T> call) {
    int counter = enter();
    try {
      return call.apply(address());
    } finally {
      leave(counter);
    }
  }

  /** Frees the object, as soon as no other thread is using it. Closing it again does nothing. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
