package dueby;

import static dueby.engine.EngineConstants.AT_diagnostic_column;
import static dueby.engine.EngineConstants.AT_diagnostic_line;
import static dueby.engine.EngineConstants.AT_diagnostic_message;
import static dueby.engine.EngineConstants.AT_diagnostic_severity;
import static dueby.engine.EngineConstants.AT_diagnostics_capacity;
import static dueby.engine.EngineConstants.AT_diagnostics_count;
import static dueby.engine.EngineConstants.AT_diagnostics_items;
import static dueby.engine.EngineConstants.DUEBY_SEVERITY_ERROR;
import static dueby.engine.EngineConstants.SIZE_diagnostic;
import static dueby.engine.EngineConstants.SIZE_diagnostics;

import dueby.engine.Block;
import dueby.engine.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects messages about untrusted values and files while they are being read. */
final class Reading {
  private static final int CAPACITY = 64;

  private final Block items;
  private final Block said;
  private final int capacity;

  Reading(Memory memory, int capacity) {
    this.capacity = capacity;
    items = memory.blocks(capacity, SIZE_diagnostic);
    said = memory.block(SIZE_diagnostics).putLong(AT_diagnostics_items, items.address()).putLong(AT_diagnostics_capacity, capacity);
  }

  /** Returns the address of the dueby_diagnostics struct. */
  long address() {
    return said.address();
  }

  @FunctionalInterface
  interface Reader {
    int read(long diagnostics, long made);
  }

  /** Calls a function that makes an object from untrusted input. Returns the object's address. */
  static long read(Memory memory, String what, Reader reader) {
    Reading reading = new Reading(memory, CAPACITY);
    Block made = memory.block(Long.BYTES);
    reading.need(reader.read(reading.address(), made.address()), what);
    return made.getLong(0);
  }

  void need(int status, String what) {
    if (status != Status.OK.number()) {
      throw failed(Status.of(status), what, diagnostics());
    }
  }

  private static DuebyException failed(Status status, String what, List<Diagnostic> said) {
    if (said.isEmpty()) {
      return DuebyException.of(status.number(), what);
    }
    String faults = said.stream().filter(Diagnostic::isError).map(one -> what + ":" + place(one)).collect(Collectors.joining("\n"));
    return new BadFileException(status, faults, said);
  }

  private static String place(Diagnostic one) {
    return one.line() > 0 ? one.toString() : " " + one.message();
  }

  List<Diagnostic> diagnostics() {
    long count = said.getLong(AT_diagnostics_count);
    List<Diagnostic> found = new ArrayList<>();
    for (int i = 0; i < Math.min(count, capacity); i++) {
      int at = i * SIZE_diagnostic;
      found.add(new Diagnostic(items.getInt(at + AT_diagnostic_severity) == DUEBY_SEVERITY_ERROR, items.getInt(at + AT_diagnostic_line),
          items.getInt(at + AT_diagnostic_column), message(items.bytes(at + AT_diagnostic_message, SIZE_diagnostic - AT_diagnostic_message))));
    }
    return found;
  }

  private static String message(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
