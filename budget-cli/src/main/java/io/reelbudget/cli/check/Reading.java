package io.reelbudget.cli.check;

import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What a measure was.
 *
 * @param measure which
 * @param subject of what: a job's file, an account, an encoder of a model
 * @param value in units, seconds, or parts of one; empty where it is beyond all bounds, as the runway of money that
 *     lasts
 * @param unit the unit of an amount of money; empty for other kinds
 */
record Reading(Measure measure, String subject, Optional<BigDecimal> value, Optional<Unit> unit) {

    /** Amounts have as many places; more of others says nothing. */
    private static final int SHOWN = 6;

    static Reading of(Measure measure, String subject, double value) {
        return new Reading(measure, subject, Optional.of(BigDecimal.valueOf(value)), Optional.empty());
    }

    /** Returns the value for people and programs; "unbounded" where it is beyond all bounds. */
    String words() {
        return value.map(known -> known.setScale(SHOWN, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .orElse("unbounded");
    }
}
