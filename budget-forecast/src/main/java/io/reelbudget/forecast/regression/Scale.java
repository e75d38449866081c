package io.reelbudget.forecast.regression;

/** On which scale the regressions work. */
enum Scale {
    /** Logarithms: what differs by as many per cent differs as much. For values above zero only. */
    LOGARITHMS {
        @Override
        double of(double value, double least) {
            return Math.log(Math.max(value, least));
        }

        @Override
        double back(double scaled) {
            return Math.exp(scaled);
        }
    },
    /** The values themselves. */
    VALUES {
        @Override
        double of(double value, double least) {
            return value;
        }

        @Override
        double back(double scaled) {
            return scaled;
        }
    };

    /** Returns a value on this scale; one below the least that the scale is made for counts as that. */
    abstract double of(double value, double least);

    /** Returns the value that is so much on this scale. */
    abstract double back(double scaled);
}
