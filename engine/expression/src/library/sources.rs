//! Java's sources of values one after the other: `Random`, and the tokens of a `Scanner`.

use crate::call::mismatch;
use crate::error::{EvalError, Kind, Outcome};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

/// The next bits of a `Random`: Java's linear congruential sequence.
pub(crate) fn random_bits(this: &Value, bits: u32) -> Outcome<i32> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Random { seed, .. } = &**object else {
        return mismatch();
    };
    let mut seed = lock(seed);
    *seed = seed.wrapping_mul(0x5_DEEC_E66D).wrapping_add(0xB) & ((1 << 48) - 1);
    Ok((*seed >> (48 - bits)) as u32 as i32)
}

/// `nextInt(bound)` of a `Random`.
pub(crate) fn random_below(run: &Run<'_>, this: &Value, bound: i32) -> Outcome<i32> {
    if bound <= 0 {
        let error = EvalError::new(Kind::Other, "a bound must be above zero");
        return Err(Box::new(
            error.thrown_as("java.lang.IllegalArgumentException"),
        ));
    }
    let mut drawn = random_bits(this, 31)?;
    if bound & (bound - 1) == 0 {
        return Ok(((i64::from(bound) * i64::from(drawn)) >> 31) as i32);
    }
    loop {
        let rest = drawn % bound;
        // Drawn again where the last, shorter round of remainders would favour the small ones.
        if drawn.wrapping_sub(rest).wrapping_add(bound - 1) >= 0 {
            return Ok(rest);
        }
        run.charge(1)?;
        drawn = random_bits(this, 31)?;
    }
}

/// `nextDouble()` of a `Random`.
pub(crate) fn random_double(this: &Value) -> Outcome<f64> {
    let high = i64::from(random_bits(this, 26)?) << 27;
    let low = i64::from(random_bits(this, 27)?);
    Ok((high + low) as f64 / (1_u64 << 53) as f64)
}

/// `StrictMath.log` of a number between 0 and 1, to the last bit: Java prescribes fdlibm's way, by
/// a polynomial over `f / (2 + f)`.
pub(crate) fn strict_logarithm(number: f64) -> f64 {
    const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const TERMS: [f64; 7] = [
        f64::from_bits(0x3fe5_5555_5555_5593),
        f64::from_bits(0x3fd9_9999_9997_fa04),
        f64::from_bits(0x3fd2_4924_9422_9359),
        f64::from_bits(0x3fcc_71c5_1d8e_78af),
        f64::from_bits(0x3fc7_4664_96cb_03de),
        f64::from_bits(0x3fc3_9a09_d078_c69f),
        f64::from_bits(0x3fc2_f112_df3e_5244),
    ];
    const THIRD: f64 = 1.0 / 3.0;
    let bits = number.to_bits();
    let high = (bits >> 32) as i32;
    let mut exponent = (high >> 20) - 1023;
    let fraction = high & 0x000f_ffff;
    let carry = fraction.wrapping_add(0x9_5f64) & 0x10_0000;
    exponent += carry >> 20;
    let high = fraction | (carry ^ 0x3ff0_0000);
    let scaled = f64::from_bits((u64::from(high as u32) << 32) | (bits & 0xffff_ffff));
    let f = scaled - 1.0;
    let k = f64::from(exponent);
    if 0x000f_ffff & (2 + fraction) < 3 {
        if f == 0.0 {
            return k * LN2_HIGH + k * LN2_LOW;
        }
        let rest = f * f * (0.5 - THIRD * f);
        if exponent == 0 {
            return f - rest;
        }
        return k * LN2_HIGH - ((rest - k * LN2_LOW) - f);
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let [l1, l2, l3, l4, l5, l6, l7] = TERMS;
    let even = w * (l2 + w * (l4 + w * l6));
    let odd = z * (l1 + w * (l3 + w * (l5 + w * l7)));
    let rest = even + odd;
    if (fraction - 0x6_147a) | (0x6_b851 - fraction) > 0 {
        let half = 0.5 * f * f;
        if exponent == 0 {
            return f - (half - s * (half + rest));
        }
        return k * LN2_HIGH - ((half - (s * (half + rest) + k * LN2_LOW)) - f);
    }
    if exponent == 0 {
        return f - s * (f - rest);
    }
    k * LN2_HIGH - ((s * (f - rest) - k * LN2_LOW) - f)
}

/// The next token of a `Scanner`, taken where `fits` accepts it.
pub(crate) fn token(
    run: &Run<'_>,
    this: &Value,
    take: bool,
    fits: impl FnOnce(&str) -> bool,
) -> Outcome<Option<String>> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Scanner {
        text,
        at,
        delimiter,
    } = &**object
    else {
        return mismatch();
    };
    let delimiter = lock(delimiter).clone();
    let from = *lock(at);
    let (start, end) = match delimiter {
        None => {
            let rest = text.get(from..).unwrap_or_default();
            run.charge(1 + rest.len() / 64)?;
            let start = from + rest.len() - rest.trim_start().len();
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (start, start + length)
        }
        Some(source) => {
            let pattern = crate::regex::compile(run, &source)?;
            let next = |from: usize| -> Outcome<Option<(usize, usize)>> {
                let groups = crate::regex::find_at(run, &pattern, text, from)?;
                Ok(groups.and_then(|groups| groups.first().copied().flatten()))
            };
            let start = match next(from)? {
                Some((start, end)) if start == from => end,
                _ => from,
            };
            let end = next(start)?.map_or(text.len(), |(start, _)| start);
            (start, end)
        }
    };
    let found = text.get(start..end).unwrap_or_default();
    if start >= text.len() || !fits(found) {
        return Ok(None);
    }
    let found = found.to_owned();
    if take {
        *lock(at) = end;
    }
    Ok(Some(found))
}

/// A token that must be there and fit.
pub(crate) fn next_token(
    run: &Run<'_>,
    this: &Value,
    fits: impl FnOnce(&str) -> bool,
) -> Outcome<String> {
    if let Some(token) = token(run, this, true, fits)? {
        return Ok(token);
    }
    let error = EvalError::new(Kind::Other, "the scanner has no such token");
    Err(Box::new(
        error.thrown_as("java.util.NoSuchElementException"),
    ))
}

/// The next line of a `Scanner`; none at its end.
pub(crate) fn next_line(this: &Value, take: bool) -> Outcome<Option<String>> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Scanner { text, at, .. } = &**object else {
        return mismatch();
    };
    let mut at = lock(at);
    let rest = text.get(*at..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(None);
    }
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let mut end = *at + line.len();
    let after = text.get(end..).unwrap_or_default();
    end += match after {
        _ if after.starts_with("\r\n") => 2,
        "" => 0,
        _ => 1,
    };
    if take {
        *at = end;
    }
    Ok(Some(line.to_owned()))
}
