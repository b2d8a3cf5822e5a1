// Integer arithmetic with Python's meaning: division and shifts round down.
#pragma once

#include <cstdint>

namespace pocket_ocr {

// Python's a // b, for b > 0.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

// The quotient rounded up, for b > 0: Python's -(-a // b).
constexpr std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return -floor_div(-a, b); }

// Python's a << shift; C++17 leaves the shift of a negative number undefined.
constexpr std::int64_t shift_left(std::int64_t a, int shift) {
    return a * (std::int64_t{1} << shift);
}

// Python's a >> shift; every compiler that we know shifts the sign along, as C++20 demands.
constexpr std::int64_t floor_shift(std::int64_t a, int shift) { return a >> shift; }
static_assert(floor_shift(-1, 1) == -1 && floor_shift(-5, 1) == -3);

// A value times a factor in Q8, rounded down: Python's value * q8 >> 8.
constexpr std::int64_t times_q8(std::int64_t value, std::int64_t q8) {
    return floor_shift(value * q8, 8);
}

// Whether a >= b * q8 / 256, without a division.
constexpr bool at_least_q8(std::int64_t a, std::int64_t b, std::int64_t q8) {
    return shift_left(a, 8) >= b * q8;
}

// Whether a <= b * q8 / 256, without a division.
constexpr bool at_most_q8(std::int64_t a, std::int64_t b, std::int64_t q8) {
    return shift_left(a, 8) <= b * q8;
}

// The largest r with r * r <= value, for value >= 0: Python's math.isqrt.
constexpr std::int64_t isqrt(std::int64_t value) {
    std::int64_t root = 0;
    for (std::int64_t bit = std::int64_t{1} << 31; bit > 0; bit >>= 1) {
        const std::int64_t larger = root + bit;
        if (larger <= value / larger) root = larger;
    }
    return root;
}

}  // namespace pocket_ocr
