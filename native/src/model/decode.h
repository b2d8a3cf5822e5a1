// Best-path (greedy) CTC decoding in integers (A. Graves et al., ICML 2006), and the words of a
// reading. Mirrors model/decode.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "contract/charset.h"
#include "contract/numbers.h"

namespace pocket_ocr {

// One character: a run of time steps in which its class is the likeliest.
struct Char {
    std::int64_t label;        // class number, >= 1
    std::int64_t first, last;  // time steps of the run, both inclusive
    std::int64_t peak;         // the earliest step of the run with its highest log-probability
    std::int64_t logprob;      // at the peak
};

// A class near the best one of a step, and what its log-probability lacks to the best one's.
struct Near {
    std::uint16_t label, cost;
};

// Those of one step.
struct NearRange {
    const Near *first, *last;

    const Near* begin() const { return first; }
    const Near* end() const { return last; }
};

// The classes near the best one, per step: those that lack no more than NEAR_COST.
class NearClasses {
public:
    // Those of a step, by class.
    NearRange of(std::size_t step) const {
        return {all_.data() + (step > 0 ? ends_[step - 1] : 0), all_.data() + ends_[step]};
    }

    void add(std::uint16_t label, std::uint16_t cost) { all_.push_back({label, cost}); }
    void end_step() { ends_.push_back(static_cast<std::uint32_t>(all_.size())); }

    // Adds the steps [first, end) of other ones.
    void append(const NearClasses& next, std::size_t first, std::size_t end);

    // How many steps there are.
    std::size_t size() const { return ends_.size(); }

    void shrink_to_fit();

private:
    std::vector<Near> all_;            // of all steps, one after the other
    std::vector<std::uint32_t> ends_;  // of each step's among them
};

// What greedy decoding found in T time steps. A long page has many: 32 bit suffice.
struct Reading {
    std::vector<Char> chars;
    std::vector<std::int32_t> steps;    // log-probability of the best class, per step
    std::vector<std::int32_t> margins;  // best minus second-best log-probability, per step
    std::vector<std::int32_t> spaces;   // that of the space minus that of the best other class
    NearClasses near;                   // without steps, where nobody asks for them
};

// A run of characters without a space, with the blank steps on both of its sides.
struct Word {
    std::vector<Char> chars;
    std::int64_t first, last;  // steps from the space (or end) before it to the one after it
    std::int64_t logprob;      // of the best path over these steps
    std::int64_t worst;        // the lowest log-probability of the best class at any of them
};

// Best-path decoding of log-probabilities [steps, classes], at least 2 classes. Ties go to the
// lowest class. `with_near`: the classes near the best ones are kept.
Reading greedy(const std::int64_t* logprobs, std::size_t steps, const Charset& charset,
               const Numbers& n, bool with_near);

// The characters, spaces included, as they were found; UTF-8.
std::string text_of(const std::vector<Char>& chars, const Charset& charset);

// The words of a reading: split at the space class; several spaces count as one.
std::vector<Word> words(const Reading& reading, const Charset& charset);

// The part of a reading in the steps [first, end): characters whose peak lies there.
//
// Steps are counted from `first` afterwards; runs are cut at the borders.
Reading clip(const Reading& reading, std::int64_t first, std::int64_t end);

// Puts a space on the reading's last step, unless it is empty or has one at its end. The space
// takes the log-probability of what the net saw there.
void end_with_space(Reading& reading, const Charset& charset);

// Adds a reading's steps after those of another one.
void append(Reading& reading, const Reading& next);

// Gives back what memory appending took ahead.
void shrink_to_fit(Reading& reading);

}  // namespace pocket_ocr
