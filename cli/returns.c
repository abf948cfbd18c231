#include "returns.h"

#include <dueby.h>
#include <dueby/io.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "message.h"
#include "os.h"
#include "options.h"
#include "os.h"
#include "table_job.h"

enum { PROBLEMS_NAMED = 20, NOTE = 1024, FILES_MAX = 1000, REFUSAL = 128 };

/* ---- reporting problems with files ---- */

static void print_problem(const char *path, const dueby_diagnostic *what) {
  const char *severity = what->severity == DUEBY_SEVERITY_WARNING ? "note: " : "";
  if (what->line) print_error("%s:%d: %s%s", path, (int)what->line, severity, what->message);
  else print_error("%s: %s%s", path, severity, what->message);
}

void report_file_problem(struct problems *problems, const char *path, const dueby_diagnostic *what) {
  /* a problem with a limit is reported even after many others, because a whole child may be missing */
  int is_over = what->code == DUEBY_ELIMIT && problems->limits++ < PROBLEMS_NAMED;
  problems->count++;
  problems->last = *what;
  problems->last_path = path;
  if (problems->count <= PROBLEMS_NAMED || is_over) print_problem(path, what);
  if (problems->count == PROBLEMS_NAMED + 1) print_error("further rows like this are counted but not listed");
}

void repeat_last_problem(const struct problems *problems) {
  if (problems->count > PROBLEMS_NAMED) print_problem(problems->last_path, &problems->last);
}

static void report(const dueby_diagnostic *what, const char *file, void *context) {
  struct returned *returned = context;
  report_file_problem(returned->shared ? returned->shared : &returned->problems, file ? file : "the files", what);
}

/* ---- opening the mapping ---- */

static int refuse_mapping(const char *name) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_mapping_builtin_count(); i++) dueby_nearest_consider(&nearest, dueby_mapping_builtin(i));
  return refuse_nearest("--mapping", DUEBY_NAME_MAPPING, &nearest);
}

static int open_mapping(const struct context *context, dueby_mapping **mapping) {
  const char *name = context->options->mapping;
  dueby_diagnostic item = {.severity = DUEBY_SEVERITY_ERROR};
  dueby_diagnostics found = {&item, 1, 0};
  if (!names_profile_file(name)) return dueby_mapping_new(context->profile, name, mapping) == DUEBY_OK ? 0 : refuse_mapping(name);
  dueby_status status = dueby_mapping_from_file(context->profile, name, &found, mapping);
  if (status == DUEBY_OK) return 0;
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (item.line) print_error("%s:%d:%d: %s", name, (int)item.line, (int)item.column, item.message);
  else print_error("%s: %s", name, item.message);
  return BAD_FILE;
}

/* ---- recognising files ---- */

enum beginning { UNREADABLE, UNKNOWN, EMPTY, EVENTS, XML, TABLE }; /* UNKNOWN: memory ran out */

/* Looks at the beginning of a file to find out what it is. */
static enum beginning look_at(struct input *input) {
  enum { SEEN = 4096 };
  char bytes[SEEN + 1];
  int64_t length = 0, got = 1;
  while (length < SEEN && got > 0) {
    got = read_input(input, bytes + length, SEEN - length);
    if (got > 0) length += got;
  }
  restart_input(input);
  bytes[length] = '\0';
  size_t blank = strspn(bytes, "\xef\xbb\xbf\xff\xfe \t\r\n");
  if ((int64_t)blank == length && length < SEEN) return EMPTY;
  int is_events = dueby_caseload_is_file(bytes, length);
  if (is_events) return is_events < 0 ? UNKNOWN : EVENTS;
  return bytes[blank] == '<' ? XML : TABLE;
}

static int is_empty(const char *path) {
  struct input *input = open_input(path);
  int is = input && look_at(input) == EMPTY;
  close_input(input);
  return is;
}

/* ---- adding files and folders ---- */

enum { NOT_KNOWN = -1, WORKBOOK = -2 };

/* Adds one file, whose content comes from `input` if that is not NULL. Returns 0; BAD_FILE or WORKBOOK after a message; or
 * NOT_KNOWN if no mapping recognises the file. */
static int add_file(const struct returned *returned, const char *path, struct input *input) {
  errno = 0;
  dueby_status status = input ? dueby_return_add(returned->files, name_of_input(path), read_input, input)
                              : dueby_return_add_file(returned->files, path);
  if (status == DUEBY_OK) return 0;
  if (status == DUEBY_ENOTFOUND) return NOT_KNOWN;
  if (status == DUEBY_EFORMAT) return WORKBOOK;
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (status == DUEBY_EFILE) print_error("%s: %s", name_of_input(path), errno ? strerror(errno) : dueby_status_text(status));
  return BAD_FILE; /* for any status but DUEBY_EFILE, the problem was already reported while reading */
}

static int compare_names(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Lists a folder's files by name, without hidden files, subfolders, pipes and devices. Returns how many there are, or -1 after a
 * message. */
static int list_folder(const char *path, char **names) {
  struct os_folder *folder = os_open_folder(path);
  int count = 0, problem = 0;
  if (!folder) {
    print_error("%s: %s", path, strerror(errno));
    return -1;
  }
  for (const char *entry; !problem && (entry = os_next_name(folder));) {
    size_t size = strlen(path) + strlen(entry) + 2;
    if (count == FILES_MAX) {
      print_error("%s: more than %d files", path, FILES_MAX);
      problem = 1;
      continue;
    }
    char *name = malloc(size);
    if (!name) {
      problem = report_no_memory();
      continue;
    }
    snprintf(name, size, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", entry);
    struct os_file file;
    enum os_kind kind = os_look(name, &file);
    if (os_is_folder(name)) print_error("%s: note: skipped, because it is a folder within a folder", name);
    if (kind == OS_STREAM || kind == OS_OTHER) free(name);
    else names[count++] = name;
  }
  os_close_folder(folder);
  qsort(names, (size_t)count, sizeof *names, compare_names);
  for (int i = 0; problem && i < count; i++) free(names[i]);
  return problem ? -1 : count;
}

/* Adds the files in a folder. Reports workbooks, and files that no mapping recognises. It is only an error if no file is
 * recognised. */
static int add_folder(const struct returned *returned, const char *path) {
  char *names[FILES_MAX];
  char refusal[REFUSAL] = "";
  int count = list_folder(path, names), known = 0, problem = count < 0 ? BAD_FILE : 0;
  dueby_refusal_text(DUEBY_REFUSAL_SKIPPED, DUEBY_STYLE_OPTIONS, NULL, refusal, sizeof refusal, NULL);
  for (int i = 0; i < count; i++) {
    int added = problem ? 0 : add_file(returned, names[i], NULL);
    if (added == NOT_KNOWN)
      print_error("%s: note: %s", names[i], is_empty(names[i]) ? "skipped, because it is empty: export it again" : refusal);
    else if (added == WORKBOOK) print_error("%s: note: skipped", names[i]);
    else if (added) problem = added;
    known += !added;
    free(names[i]);
  }
  if (problem || known) return problem;
  print_error("%s: dueby does not recognise any file in this folder. 'dueby read --help' lists what it can read", path);
  return BAD_FILE;
}

/* Works out what kind of file an argument is. Returns UNREADABLE after a message. */
static enum beginning beginning_of(const struct returned *returned, int argument) {
  const char *path = returned->context->options->arguments[argument];
  if (os_is_folder(path)) return TABLE;
  struct input *input = returned->inputs[argument], *opened = input ? input : open_input(path);
  enum beginning beginning = opened ? look_at(opened) : UNREADABLE;
  if (!input) close_input(opened);
  return beginning;
}

/* Reports that no mapping recognises an argument, and says what dueby can read. */
static void report_unknown(const struct returned *returned, int argument) {
  const struct options *options = returned->context->options;
  const char *name = name_of_input(options->arguments[argument]);
  enum beginning beginning = beginning_of(returned, argument);
  if (beginning == UNKNOWN) report_no_memory();
  else if (beginning == EMPTY) refuse_value(name, DUEBY_REFUSAL_EMPTY_FILE, NULL);
  else if (options->mapping)
    print_error("%s: this mapping does not fit this file: %s", name,
                beginning == XML ? "it is about other elements" : "none of its tables has a header like this file's");
  else if (beginning == EVENTS) print_error("%s: this is already a file of events: use dueby worklist", name);
  else {
    char refusal[REFUSAL] = "";
    dueby_refusal_text(DUEBY_REFUSAL_UNKNOWN_FILE, DUEBY_STYLE_OPTIONS, NULL, refusal, sizeof refusal, NULL);
    print_error("%s: %s. It reads a children in need census (XML), the tables of an SSDA903, Annex A or SSD (CSV), and a file of "
                "events with the columns case, event and at. For an extract of your own use --mapping",
                name, refusal);
  }
}

/* True if there is only one file, and it can be read again from its beginning. */
static int may_read_again(const struct returned *returned) {
  return !returned->inputs[0] || restart_input(returned->inputs[0]);
}

static int add_arguments(struct returned *returned, int must) {
  const struct options *options = returned->context->options;
  for (int i = 0; i < options->argument_count; i++) {
    const char *path = options->arguments[i];
    int added = os_is_folder(path) ? add_folder(returned, path) : add_file(returned, path, returned->inputs[i]);
    if (added == WORKBOOK) return BAD_FILE;
    if (added > 0) return added;
    if (added == 0) continue;
    if (options->argument_count == 1 && !options->mapping && !must && may_read_again(returned)) {
      dueby_return_free(returned->files);
      returned->files = NULL;
      return 0;
    }
    report_unknown(returned, i);
    return BAD_FILE;
  }
  return 0;
}

/* Opens the arguments that can only be read once. Returns 0, or BAD_FILE after a message. */
static int open_inputs(struct returned *returned) {
  const struct options *options = returned->context->options;
  returned->inputs = calloc((size_t)options->argument_count + 1, sizeof *returned->inputs);
  if (!returned->inputs) return report_no_memory();
  for (int i = 0; i < options->argument_count; i++)
    if (is_stream(options->arguments[i]) && !(returned->inputs[i] = open_input(options->arguments[i]))) return BAD_FILE;
  return 0;
}

static int open_files(int must, struct returned *returned) {
  const struct context *context = returned->context;
  const struct options *options = context->options;
  int is_only = options->argument_count == 1 && !options->mapping && !must;
  for (int i = 0; i < options->argument_count && (options->argument_count > 1 || is_only); i++) {
    enum beginning beginning = beginning_of(returned, i);
    if (beginning == UNREADABLE) return BAD_FILE;
    if (beginning == UNKNOWN) return report_no_memory();
    if (beginning == EMPTY) {
      refuse_value(name_of_input(options->arguments[i]), DUEBY_REFUSAL_EMPTY_FILE, NULL);
      return BAD_FILE;
    }
    if (beginning == EVENTS && is_only) return 0;
    if (beginning == EVENTS) return usage_error("%s is a file of events: it must be the only file", options->arguments[i]);
    if (beginning == XML) must = 1; /* an XML file can only be a return, never events with a wrong header */
  }
  int problem = options->mapping ? open_mapping(context, &returned->mapping) : 0;
  if (problem) return problem;
  if (options->mapping && options->dates)
    print_error("note: --dates is ignored for these files, because their mapping says how they write dates (dates: iso or dmy)");
  returned->mappings[0] = returned->mapping;
  dueby_return_options wanted = {.flags = (uint32_t)caseload_flags(options),
                                 .mappings = options->mapping ? returned->mappings : NULL,
                                 .mapping_count = options->mapping != NULL,
                                 .report = report,
                                 .context = returned};
  if (dueby_return_new(context->profile, &wanted, &returned->files) != DUEBY_OK) problem = report_no_memory();
  return problem ? problem : add_arguments(returned, must);
}

int open_returned(const struct context *context, int must, struct returned *returned) {
  *returned = (struct returned){.context = context, .shared = returned->shared};
  int problem = open_inputs(returned);
  if (!problem) problem = open_files(must, returned);
  if (problem) close_returned(returned);
  return problem;
}

void close_returned(struct returned *returned) {
  dueby_return_free(returned->files);
  dueby_mapping_free(returned->mapping);
  for (int i = 0; returned->inputs && i < returned->context->options->argument_count; i++) close_input(returned->inputs[i]);
  free(returned->inputs);
  *returned = (struct returned){.context = returned->context, .shared = returned->shared};
}

/* ---- reporting what was read ---- */

void report_kinds(const dueby_return *files, dueby_date taken, void (*take)(const char *note, void *sink), void *sink) {
  char text[NOTE];
  for (int64_t i = 0; dueby_return_note_text(files, i, taken, text, sizeof text, NULL) == DUEBY_OK; i++) take(text, sink);
}
