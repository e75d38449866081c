package io.reelbudget.forecast.combination;

/**
 * How a model did on its series' own end, beside the better naive forecast.
 *
 * @param model the name of the model that was chosen
 * @param meanAbsoluteError its mean absolute error in the back-test, in the series' unit; NaN without a back-test
 * @param naive the name of the better naive forecast
 * @param naiveMeanAbsoluteError its error on the same steps; NaN without a back-test
 * @param values how many values at the end of the series were forecast; 0 if the series was too short for a back-test
 */
public record Accuracy(
        String model, double meanAbsoluteError, String naive, double naiveMeanAbsoluteError, int values) {

    /** Returns whether there was a back-test at all. */
    public boolean isTested() {
        return values > 0;
    }

    /** Returns the model's error as a share of the naive forecast's, 0 to 1; 1 where both were free of errors. */
    public double relativeError() {
        return naiveMeanAbsoluteError == 0 ? 1 : meanAbsoluteError / naiveMeanAbsoluteError;
    }
}
