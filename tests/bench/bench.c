/* Measures the library's functions. Prints CSV: a name, and processor nanoseconds per item (a call, or an element of an array).
 * A result is the median of seven runs after one warm-up run. A function compared with a peer takes turns with it, and the minimum
 * of each is the result, because other load only adds time. The days are the same in every run: see seeded_day. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

#include "dueby.h"
#include "dueby/io.h"

enum {
  ELEMENTS = 10000000,
  RUNS = 7,
  CALLS = 1000000, /* how often to call functions that take nanoseconds */
  MAKINGS = 200,   /* how often to call functions that take microseconds */
  LOADINGS = 20,   /* how often to call functions that take milliseconds */
  FILE_MAX = 4 << 20,
  FILES_MAX = 32,
  PATH_SIZE = 256,
  FEW_DAYS = 4096, /* must be a power of two */
  TEXT_SIZE = 8192,
  NAME_SIZE = 64,
  PAIRS_APART = 120,
  ROWS = 100, /* rows of a short column */
  CASE_EVENTS = 9
};

#define NANOSECONDS_A_DAY INT64_C(86400000000000)

struct file {
  char *yaml;
  int64_t length;
};

struct ground {
  dueby_calendar *calendar;
  dueby_profile *profile;
  dueby_query *query;
  dueby_date *days, *later, *others; /* ELEMENTS days each, from 2000 to 2050; `later` is up to PAIRS_APART after `days` */
  dueby_date *answered, *half;       /* `answered`: from 2011, rule in force; `half`: half before 2011, rule not in force */
  dueby_date *recent;                /* days in one quarter of a year */
  dueby_date *dates;                 /* memory for answers */
  int32_t *rules;
  uint8_t *certainties, *statuses;
  int64_t *ticks, *due_ticks;
  struct file files[FILES_MAX]; /* the profiles that load_profiles reads; a profile occurs as often as it is read */
  int32_t n_files;
  dueby_event triggers[FEW_DAYS]; /* events from 2024 to 2050, in date order */
  dueby_deadline deadlines[FEW_DAYS];
  dueby_timeline *timeline;
  dueby_event events[CASE_EVENTS];
  uint16_t days_later[FEW_DAYS * 16]; /* a table indexed by days since 1970, the cheapest possible look-up */
};

struct measure {
  char name[NAME_SIZE];
  void (*work)(struct ground *ground, const struct measure *measure);
  int64_t items;
  const char *text;
  int32_t number, counting, roll;
};

static volatile int64_t kept; /* sums all answers, so the compiler does not remove the calls */

static void need(dueby_status status, const char *what) {
  if (status == DUEBY_OK) return;
  fprintf(stderr, "bench: %s: %s\n", what, dueby_status_text(status));
  exit(1);
}

/* ---- making objects ---- */

static void make_calendar(struct ground *ground, const struct measure *measure) {
  (void)ground;
  dueby_date known_on = measure->number ? measure->number : DUEBY_DATE_NONE;
  for (int64_t i = 0; i < measure->items; i++) {
    dueby_calendar *calendar;
    need(dueby_calendar_new(measure->text, known_on, &calendar), measure->name);
    dueby_calendar_free(calendar);
  }
}

static void derive_calendar(struct ground *ground, const struct measure *measure) {
  const dueby_date closed[] = {20816, 20817, 20818}; /* closed from 29 to 31 December 2026 */
  for (int64_t i = 0; i < measure->items; i++) {
    dueby_calendar *calendar;
    need(dueby_calendar_with_days(ground->calendar, measure->number, closed, 3, "closed", &calendar), measure->name);
    dueby_calendar_free(calendar);
  }
}

static void open_profile(struct ground *ground, const struct measure *measure) {
  (void)ground;
  for (int64_t i = 0; i < measure->items; i++) {
    dueby_profile *profile;
    need(dueby_profile_new(measure->text, &profile), measure->name);
    dueby_profile_free(profile);
  }
}

static void path_of(const char *name, char *path) {
  snprintf(path, PATH_SIZE, "data/profiles/%s.yaml", name);
}

static void load_profiles(struct ground *ground, const struct measure *measure) {
  (void)ground;
  for (int64_t i = 0; i < measure->items; i++) {
    for (int32_t k = 0; k < dueby_profile_builtin_count(); k++) {
      char path[PATH_SIZE];
      dueby_profile *profile;
      path_of(dueby_profile_builtin(k), path);
      need(dueby_io_profile_from_file(path, NULL, &profile), path);
      dueby_profile_free(profile);
    }
  }
}

/* Measures libyaml alone: parses text into YAML events, and discards them. */
static void parse_alone(const struct file *file, const char *what) {
  yaml_parser_t parser;
  yaml_event_type_t type = YAML_NO_EVENT;
  need(yaml_parser_initialize(&parser) ? DUEBY_OK : DUEBY_EMEMORY, what);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)file->yaml, (size_t)file->length);
  while (type != YAML_STREAM_END_EVENT) {
    yaml_event_t event;
    need(yaml_parser_parse(&parser, &event) ? DUEBY_OK : DUEBY_ETEXT, what);
    type = event.type;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

static void parse_files(struct ground *ground, const struct measure *measure) {
  for (int64_t i = 0; i < measure->items; i++)
    for (int32_t k = 0; k < ground->n_files; k++) parse_alone(&ground->files[k], measure->name);
}

/* ---- single calls ---- */

static void add_single(struct ground *ground, const struct measure *measure) {
  const dueby_span span = {measure->number, DUEBY_UNIT_WORKING_DAYS};
  int64_t sum = 0;
  for (int64_t i = 0; i < measure->items; i++) {
    dueby_date date;
    need(dueby_span_add(span, measure->counting, measure->roll, ground->calendar, ground->days[i], &date), measure->name);
    sum += date;
  }
  kept = sum;
}

static void count_single(struct ground *ground, const struct measure *measure) {
  int64_t sum = 0;
  for (int64_t i = 0; i < measure->items; i++) {
    int32_t count;
    need(dueby_calendar_count(ground->calendar, ground->days[i], ground->later[i], measure->number, &count), measure->name);
    sum += count;
  }
  kept = sum;
}

static void due_single(struct ground *ground, const struct measure *measure) {
  int64_t sum = 0;
  for (int64_t i = 0; i < measure->items; i++) {
    dueby_deadline deadline;
    need(dueby_query_due(ground->query, &ground->triggers[i % FEW_DAYS], NULL, &deadline), measure->name);
    sum += deadline.due;
  }
  kept = sum;
}

static void explain_single(struct ground *ground, const struct measure *measure) {
  char text[TEXT_SIZE];
  int64_t sum = 0;
  for (int64_t i = 0; i < measure->items; i++) {
    int64_t needed, k = i % FEW_DAYS;
    need(dueby_explain_text(ground->profile, ground->calendar, &ground->triggers[k], NULL, &ground->deadlines[k], text, sizeof text,
                            &needed),
         measure->name);
    sum += needed;
  }
  kept = sum;
}

/* ---- arrays ---- */

static void add_many(struct ground *ground, const struct measure *measure) {
  const dueby_span span = {measure->number, strcmp(measure->text, "months") ? DUEBY_UNIT_WORKING_DAYS : DUEBY_UNIT_MONTHS};
  uint8_t *statuses = strcmp(measure->text, "statuses") ? NULL : ground->statuses;
  int64_t failed;
  need(dueby_span_add_many(span, measure->counting, measure->roll, ground->calendar, ground->days, measure->items, ground->dates,
                           statuses, &failed),
       measure->name);
  kept = failed;
}

static void count_many(struct ground *ground, const struct measure *measure) {
  const dueby_date *end = strcmp(measure->text, "others") ? ground->later : ground->others;
  int64_t failed;
  need(
      dueby_calendar_count_many(ground->calendar, ground->days, end, measure->number, measure->items, ground->dates, NULL, &failed),
      measure->name);
  kept = failed;
}

static const dueby_date *days_of(const struct ground *ground, const struct measure *measure) {
  if (!strcmp(measure->text, "answered")) return ground->answered;
  if (!strcmp(measure->text, "half")) return ground->half;
  return strcmp(measure->text, "recent") ? ground->days : ground->recent;
}

static void due_days(struct ground *ground, const struct measure *measure) {
  int all = measure->number;
  const dueby_due_columns columns = {.count = measure->items,
                                     .trigger = days_of(ground, measure),
                                     .due = ground->dates,
                                     .rule = all ? ground->rules : NULL,
                                     .certainty = all ? ground->certainties : NULL,
                                     .status = all ? ground->statuses : NULL};
  int64_t failed;
  need(dueby_query_due_many(ground->query, &columns, &failed), measure->name);
  kept = failed;
}

static void due_short(struct ground *ground, const struct measure *measure) {
  const dueby_date *days = days_of(ground, measure);
  int64_t failed = 0;
  for (int64_t i = 0; i < measure->items; i++) {
    const dueby_due_columns columns = {.count = ROWS, .trigger = days + i * ROWS, .due = ground->dates};
    need(dueby_query_due_many(ground->query, &columns, &failed), measure->name);
  }
  kept = failed;
}

static void due_ticks(struct ground *ground, const struct measure *measure) {
  const dueby_due_tick_columns columns = {.count = measure->items,
                                          .ticks_per_day = measure->number ? NANOSECONDS_A_DAY : 1,
                                          .trigger = ground->ticks,
                                          .due = ground->due_ticks};
  int64_t failed;
  need(dueby_query_due_many_ticks(ground->query, &columns, &failed), measure->name);
  kept = failed;
}

/* ---- loops to compare with ---- */

static void copy_days(struct ground *ground, const struct measure *measure) {
  memcpy(ground->dates, ground->days, (size_t)measure->items * sizeof *ground->dates);
}

static void copy_ticks(struct ground *ground, const struct measure *measure) {
  memcpy(ground->due_ticks, ground->ticks, (size_t)measure->items * sizeof *ground->due_ticks);
}

static void look_up_days(struct ground *ground, const struct measure *measure) {
  for (int64_t i = 0; i < measure->items; i++) ground->dates[i] = ground->days[i] + ground->days_later[ground->days[i]];
}

/* ---- cases ---- */

static void run_case(struct ground *ground, const struct measure *measure) {
  const int64_t offsets[] = {0, CASE_EVENTS};
  dueby_timeline_options options = {.size = sizeof options, .as_at = {.date = 20700}}; /* day 20700 is 4 September 2026 */
  int64_t lines = 0;
  for (int64_t i = 0; i < measure->items; i++)
    need(dueby_timeline_run(ground->timeline, ground->events, offsets, 1, &options, &lines), measure->name);
  kept = lines;
}

/* ---- measuring ---- */

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int by_size(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double time_of(struct ground *ground, const struct measure *measure) {
  double start = nanoseconds();
  measure->work(ground, measure);
  return (nanoseconds() - start) / (double)measure->items;
}

static void time_one(struct ground *ground, const struct measure *measure) {
  double took[RUNS];
  measure->work(ground, measure);
  for (int run = 0; run < RUNS; run++) took[run] = time_of(ground, measure);
  qsort(took, RUNS, sizeof *took, by_size);
  printf("%s,%.3f,,\n", measure->name, took[RUNS / 2]);
  fflush(stdout);
}

/* Measures the first function, alternating with its peer. If the second has no `work`, there is no peer. */
static void time_beside(struct ground *ground, const struct measure pair[2]) {
  double least[2] = {0, 0};
  int count = pair[1].work ? 2 : 1;
  for (int run = 0; run <= RUNS; run++)
    for (int i = 0; i < count; i++) {
      double took = time_of(ground, &pair[i]);
      if (run <= 1 || took < least[i]) least[i] = took;
    }
  printf("%s,%.3f,", pair[0].name, least[0]);
  if (count == 2) printf("%.3f,%s\n", least[1], pair[1].name);
  else puts(",");
  fflush(stdout);
}

/* ---- preparing ---- */

static void *room(int64_t count, size_t size) {
  void *made = calloc((size_t)count, size);
  if (made) return made;
  fputs("bench: out of memory\n", stderr);
  exit(1);
}

/* Generates a random day with xorshift64*, by Marsaglia and Vigna. */
static dueby_date seeded_day(uint64_t *state, dueby_date first, dueby_date last) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  uint64_t number = *state * UINT64_C(0x2545f4914f6cdd1d) >> 33;
  return (dueby_date)(first + (int64_t)(number % (uint64_t)(last - first + 1)));
}

/* Reads a profile's file and the files of the profiles that it extends. */
static void lay_files(struct ground *ground, const char *name) {
  char path[PATH_SIZE];
  dueby_profile *profile;
  struct file *file = &ground->files[ground->n_files++];
  path_of(name, path);
  need(ground->n_files < FILES_MAX ? dueby_io_read_file(path, FILE_MAX, &file->yaml, &file->length) : DUEBY_ELIMIT, path);
  need(dueby_profile_new(name, &profile), name);
  if (dueby_profile_parent(profile)) lay_files(ground, dueby_profile_parent(profile));
  dueby_profile_free(profile);
}

/* Makes a child's events from the referral to the first visits. Some are a day or two late. */
static void lay_case(struct ground *ground) {
  static const struct {
    char slug[32];
    dueby_date date;
  } happened[CASE_EVENTS] = {
      {"birth", 17500},           {"referral.received", 20500}, {"strategy_discussion.held", 20505},
      {"s47.started", 20505},     {"icpc.held", 20526},         {"cp_plan.started", 20526},
      {"core_group.held", 20537}, {"visit.made", 20540},        {"assessment.completed", 20570},
  };
  need(dueby_timeline_new(ground->profile, ground->calendar, &ground->timeline), "timeline");
  for (int i = 0; i < CASE_EVENTS; i++) {
    ground->events[i] = (dueby_event){.date = happened[i].date};
    need(dueby_profile_find_event(ground->profile, happened[i].slug, &ground->events[i].type), happened[i].slug);
  }
}

static void lay_ground(struct ground *ground) {
  uint64_t state = UINT64_C(20261031);
  dueby_date first, last, recent, in_force;
  need(dueby_date_new(2000, 1, 1, &first), "2000");
  need(dueby_date_new(2050, 12, 31, &last), "2050");
  need(dueby_date_new(2024, 1, 1, &recent), "2024");
  need(dueby_date_new(2011, 1, 1, &in_force), "2011");
  need(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &ground->calendar), "calendar");
  need(dueby_profile_new("england", &ground->profile), "profile");
  need(dueby_query_new(ground->profile, ground->calendar, "cp.conference.initial", &ground->query), "query");
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) lay_files(ground, dueby_profile_builtin(i));
  ground->days = room(ELEMENTS, sizeof *ground->days);
  ground->later = room(ELEMENTS, sizeof *ground->later);
  ground->others = room(ELEMENTS, sizeof *ground->others);
  ground->answered = room(ELEMENTS, sizeof *ground->answered);
  ground->half = room(ELEMENTS, sizeof *ground->half);
  ground->recent = room(ELEMENTS, sizeof *ground->recent);
  ground->dates = room(ELEMENTS, sizeof *ground->dates);
  ground->rules = room(ELEMENTS, sizeof *ground->rules);
  ground->certainties = room(ELEMENTS, sizeof *ground->certainties);
  ground->statuses = room(ELEMENTS, sizeof *ground->statuses);
  ground->ticks = room(ELEMENTS, sizeof *ground->ticks);
  ground->due_ticks = room(ELEMENTS, sizeof *ground->due_ticks);
  for (int64_t i = 0; i < ELEMENTS; i++) {
    ground->days[i] = seeded_day(&state, first, last);
    ground->later[i] = seeded_day(&state, ground->days[i], ground->days[i] + PAIRS_APART);
    ground->others[i] = seeded_day(&state, first, last);
    ground->answered[i] = seeded_day(&state, in_force, last);
    ground->half[i] = seeded_day(&state, 0, 1) ? ground->answered[i] : seeded_day(&state, first, first + 3000);
    ground->recent[i] = seeded_day(&state, recent, recent + 90);
  }
  for (int32_t i = 0; i < FEW_DAYS; i++) {
    dueby_event trigger = {.date = seeded_day(&state, recent, last)};
    ground->triggers[i] = trigger;
    need(dueby_query_due(ground->query, &trigger, NULL, &ground->deadlines[i]), "deadline");
  }
  lay_case(ground);
}

static void fill_ticks(struct ground *ground, int64_t ticks_per_day) {
  for (int64_t i = 0; i < ELEMENTS; i++) ground->ticks[i] = ground->days[i] * ticks_per_day + ticks_per_day / 2;
}

static void clear_ground(struct ground *ground) {
  dueby_timeline_free(ground->timeline);
  dueby_query_free(ground->query);
  dueby_calendar_free(ground->calendar);
  dueby_profile_free(ground->profile);
  for (int32_t i = 0; i < ground->n_files; i++) dueby_io_free(ground->files[i].yaml);
  free(ground->days);
  free(ground->later);
  free(ground->others);
  free(ground->answered);
  free(ground->half);
  free(ground->recent);
  free(ground->dates);
  free(ground->rules);
  free(ground->certainties);
  free(ground->statuses);
  free(ground->ticks);
  free(ground->due_ticks);
}

/* ---- the measurements ---- */

static const struct measure making[] = {
    {"calendar_new", make_calendar, MAKINGS, "england-and-wales", 0, 0, 0},
    {"calendar_new/three divisions", make_calendar, MAKINGS, "england-and-wales+scotland+northern-ireland", 0, 0, 0},
    {"calendar_new/known on 2020-01-01", make_calendar, MAKINGS, "england-and-wales", 18262, 0, 0},
    {"calendar_with/closed for local rules", derive_calendar, MAKINGS, "", DUEBY_CHANGE_CLOSE, 0, 0},
    {"calendar_with/closed for all", derive_calendar, MAKINGS, "", DUEBY_CHANGE_CLOSE_ALL, 0, 0},
};

static const struct measure loading[] = {
    {"io_profile_from_file/every profile", load_profiles, LOADINGS, "", 0, 0, 0},
    {"libyaml alone/the same files", parse_files, LOADINGS, "", 0, 0, 0},
};

static const struct measure calls[] = {
    {"span_add/1 working day", add_single, CALLS, "", 1, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"span_add/45 working days", add_single, CALLS, "", 45, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"span_add/10000 working days", add_single, CALLS, "", 10000, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"calendar_count", count_single, CALLS, "", DUEBY_INCLUDE_END, 0, 0},
    {"explain_text", explain_single, CALLS / 50, "", 0, 0, 0},
    {"span_add_many/1 working day", add_many, ELEMENTS, "", 1, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"span_add_many/45 working days", add_many, ELEMENTS, "", 45, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"span_add_many/45 with statuses", add_many, ELEMENTS, "statuses", 45, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
    {"span_add_many/45 from rolled days", add_many, ELEMENTS, "", 45, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE},
    {"span_add_many/3 months and rolled on", add_many, ELEMENTS, "months", 3, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT},
    {"calendar_count_many/later", count_many, ELEMENTS, "later", DUEBY_INCLUDE_END, 0, 0},
    {"calendar_count_many/either way", count_many, ELEMENTS, "others", DUEBY_INCLUDE_END, 0, 0},
};

#define COPY_DAYS \
  { "a copy of int32", copy_days, ELEMENTS, "", 0, 0, 0 }
#define COPY_TICKS \
  { "a copy of int64", copy_ticks, ELEMENTS, "", 0, 0, 0 }
#define NO_PEER \
  { "", NULL, 0, "", 0, 0, 0 }

static const struct measure beside[][2] = {
    {{"query_due", due_single, CALLS, "", 0, 0, 0}, NO_PEER},
    {{"timeline_run/9 events", run_case, CALLS / 50, "", 0, 0, 0}, NO_PEER},
    {{"query_due_many/100 rows of 40 years", due_short, CALLS / ROWS, "answered", 0, 0, 0}, NO_PEER},
    {{"query_due_many/100 rows of a quarter", due_short, CALLS / ROWS, "recent", 0, 0, 0}, NO_PEER},
    {{"a look-up in a table of uint16", look_up_days, ELEMENTS, "", 0, 0, 0}, COPY_DAYS},
    {{"query_due_many/due", due_days, ELEMENTS, "", 0, 0, 0}, COPY_DAYS},
    {{"query_due_many/every column", due_days, ELEMENTS, "", 1, 0, 0}, COPY_DAYS},
    {{"query_due_many/half without an answer", due_days, ELEMENTS, "half", 0, 0, 0},
     {"all with one", due_days, ELEMENTS, "answered", 0, 0, 0}},
};

static const struct measure in_days[2] = {{"query_due_many_ticks/datetime64[D]", due_ticks, ELEMENTS, "", 0, 0, 0}, COPY_TICKS};
static const struct measure in_nanoseconds[2] = {{"query_due_many_ticks/datetime64[ns]", due_ticks, ELEMENTS, "", 1, 0, 0},
                                                 COPY_TICKS};

int main(void) {
  static struct ground ground;
  lay_ground(&ground);
  puts("name,ns_per_item,ns_of_peer,peer");
  for (size_t i = 0; i < sizeof making / sizeof making[0]; i++) time_one(&ground, &making[i]);
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    struct measure opening = {"", open_profile, MAKINGS, dueby_profile_builtin(i), 0, 0, 0};
    snprintf(opening.name, sizeof opening.name, "profile_new/%s", opening.text);
    time_one(&ground, &opening);
  }
  for (size_t i = 0; i < sizeof loading / sizeof loading[0]; i++) time_one(&ground, &loading[i]);
  for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) time_one(&ground, &calls[i]);
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) time_beside(&ground, beside[i]);
  fill_ticks(&ground, 1);
  time_beside(&ground, in_days);
  fill_ticks(&ground, NANOSECONDS_A_DAY);
  time_beside(&ground, in_nanoseconds);
  clear_ground(&ground);
  return 0;
}
