package io.reelbudget.forecast.smoothing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which of the exponential smoothing models: how errors, trend and season enter, as in ETS(M,Ad,M).
 *
 * @param error how a value's error enters
 * @param trend how the level goes on
 * @param season how the season enters
 */
public record EtsForm(Errors error, Trend trend, Season season) {

    /** How errors enter. */
    public enum Errors {
        /** Added: as large at any level. */
        ADDITIVE("A"),
        /** Multiplied: in proportion to what was expected; for positive values only. */
        MULTIPLICATIVE("M");

        private final String letter;

        Errors(String letter) {
            this.letter = letter;
        }
    }

    /** How the level goes on. */
    public enum Trend {
        /** It stays. */
        NONE("N"),
        /** It moves by a slope. */
        ADDITIVE("A"),
        /** It moves by a slope that fades out, by 2 to 20 per cent a step. */
        DAMPED("Ad");

        private final String letter;

        Trend(String letter) {
            this.letter = letter;
        }
    }

    /** How the season enters. */
    public enum Season {
        /** There is none. */
        NONE("N"),
        /** It is added: as large at any level. */
        ADDITIVE("A"),
        /** It is multiplied: in proportion to the level; for positive values only. */
        MULTIPLICATIVE("M");

        private final String letter;

        Season(String letter) {
            this.letter = letter;
        }
    }

    /** In the order in which saved states number them. */
    static final List<Errors> ERRORS = List.of(Errors.ADDITIVE, Errors.MULTIPLICATIVE);

    /** In the order in which saved states number them. */
    static final List<Trend> TRENDS = List.of(Trend.NONE, Trend.ADDITIVE, Trend.DAMPED);

    /** In the order in which saved states number them. */
    static final List<Season> SEASONS = List.of(Season.NONE, Season.ADDITIVE, Season.MULTIPLICATIVE);

    /** Returns the form written as in {@code M,Ad,M}. */
    public static EtsForm of(String letters) {
        return all().filter(form -> form.letters().equals(letters))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Form was '" + letters
                        + "' but must be error, trend, season such as 'A,Ad,M'; use N, A, Ad and M."));
    }

    private static Stream<EtsForm> all() {
        return ERRORS.stream().flatMap(error -> TRENDS.stream()
                .flatMap(trend -> SEASONS.stream().map(season -> new EtsForm(error, trend, season))));
    }

    /**
     * Returns the forms among which a series chooses, those whose variance may be infinite left out.
     *
     * @param positive whether all values are more than zero
     * @param seasonal whether there is a season
     */
    static List<EtsForm> candidates(Sign positive, Seasonality seasonal) {
        return all().filter(form -> seasonal == Seasonality.SEASONAL || form.season == Season.NONE)
                .filter(form -> positive == Sign.POSITIVE || !form.positiveOnly())
                .filter(form -> form.error == Errors.MULTIPLICATIVE || form.season != Season.MULTIPLICATIVE)
                .toList();
    }

    /** Whether values may be zero or less. */
    enum Sign {
        POSITIVE,
        ANY
    }

    /** Whether a series has a season. */
    enum Seasonality {
        SEASONAL,
        PLAIN
    }

    boolean positiveOnly() {
        return error == Errors.MULTIPLICATIVE || season == Season.MULTIPLICATIVE;
    }

    boolean seasonal() {
        return season != Season.NONE;
    }

    boolean trending() {
        return trend != Trend.NONE;
    }

    private String letters() {
        return error.letter + "," + trend.letter + "," + season.letter;
    }

    @Override
    public String toString() {
        return "ETS(" + letters() + ")";
    }
}
