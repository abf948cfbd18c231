/* dueby: when is it due, was it done in time, and why?
 *
 * The timescales of children's social care in England. There is one header for each noun, which is the specification of its
 * functions. */
#ifndef DUEBY_H
#define DUEBY_H

#include "dueby/base.h"
#include "dueby/code.h"
#include "dueby/date.h"
#include "dueby/cell.h"
#include "dueby/calendar.h"
#include "dueby/changes.h"
#include "dueby/span.h"
#include "dueby/profile.h"
#include "dueby/selection.h"
#include "dueby/deadline.h"
#include "dueby/query.h"
#include "dueby/explain.h"
#include "dueby/explanation.h"
#include "dueby/compare.h"
#include "dueby/timeline.h"
#include "dueby/measure.h"
#include "dueby/answer.h"
#include "dueby/worklist.h"
#include "dueby/finding.h"
#include "dueby/summary.h"
#include "dueby/measures.h"
#include "dueby/trial.h"
#include "dueby/refusal.h"
#include "dueby/written.h"

#endif
