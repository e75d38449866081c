package io.reelbudget.forecast.exhaustion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a regression of the combination is made of.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param features what it looks at
 * @param products of which features it takes all products of two, squares included; each is among {@code features}
 * @param span for which horizons it speaks
 */
public record RegressionShape(List<Feature> features, List<Feature> products, Span span) {

    /** For which horizons a regression speaks. */
    public enum Span {
        /** One horizon; its length plays no part. */
        ONE_DAY,
        /** Any number of days, h: the effect of each feature changes with ln h. */
        ANY_DAYS
    }

    private static final List<Feature> COMMON = List.of(
            Feature.FAST_PACE,
            Feature.SLOW_PACE,
            Feature.LIFE_PACE,
            Feature.BUDGET_PACE,
            Feature.SHARE_LONG,
            Feature.SHARE_SHORT,
            Feature.SHARE_WEEKDAY,
            Feature.SHARE_ALIKE,
            Feature.QUIET,
            Feature.ACTIVE,
            Feature.UNEVEN,
            Feature.SPENT,
            Feature.ACTIVE_WEEKDAY,
            Feature.AGE,
            Feature.NEW,
            Feature.YOUNG);

    private static final List<Feature> PRODUCTS = List.of(
            Feature.FAST_PACE,
            Feature.LIFE_PACE,
            Feature.SHARE_LONG,
            Feature.SHARE_SHORT,
            Feature.SHARE_WEEKDAY,
            Feature.QUIET,
            Feature.ACTIVE,
            Feature.ACTIVE_WEEKDAY);

    public RegressionShape {
        features = List.copyOf(features);
        products = List.copyOf(products);
        if (!features.containsAll(products)) {
            throw new IllegalArgumentException("Products were of " + products + " but must be of features, " + features
                    + "; add what is missing to these.");
        }
    }

    /** Returns the regression for the next 24 hours. */
    public static RegressionShape day(Knowledge knowledge) {
        return new RegressionShape(with(knowledge, Feature.HALF_DAY), PRODUCTS, Span.ONE_DAY);
    }

    /** Returns the regression for any number of days. */
    public static RegressionShape horizon(Knowledge knowledge) {
        return new RegressionShape(with(knowledge, Feature.DAYS_LEFT), List.of(), Span.ANY_DAYS);
    }

    private static List<Feature> with(Knowledge knowledge, Feature... more) {
        List<Feature> features = new ArrayList<>(COMMON);
        features.addAll(Arrays.asList(more));
        features.addAll(knowledge.features());
        return features;
    }

    /** Returns how many terms it has, the constant not counted. */
    public int terms() {
        int lengths = span == Span.ANY_DAYS ? features.size() + 2 : 0;
        return features.size() + lengths + products.size() * (products.size() + 1) / 2;
    }
}
