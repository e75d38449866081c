package io.reelbudget.rate;

import io.reelbudget.job.Target;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prices of minutes of output.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param price what a minute costs
 * @param classes the size classes, the smallest first; an output is of the first that holds both its sides
 * @param frameRates the frame rate classes, rising; where empty, the frame rate does not matter
 * @param passes the multiplier by the number of passes; where empty, passes do not matter
 * @param features the multiplier of each feature
 * @param addends what features add
 */
public record MinuteRates(
        MinutePrice price,
        List<SizeClass> classes,
        List<FrameRateClass> frameRates,
        Map<Integer, BigDecimal> passes,
        Map<String, BigDecimal> features,
        List<Addend> addends) {

    public MinuteRates {
        classes = List.copyOf(classes);
        frameRates = List.copyOf(frameRates);
        passes = Map.copyOf(passes);
        features = Map.copyOf(features);
        addends = List.copyOf(addends);
        Set<String> names = new HashSet<>();
        for (SizeClass each : classes) {
            if (!names.add(each.name())) {
                throw new IllegalArgumentException("Size class '" + each.name()
                        + "' was given twice but must be given once; remove one of the two.");
            }
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "There was no size class but there must be one at least; one of 32768 pixels holds all pictures.");
        }
        requireRising(classes);
        requireRisingRates(frameRates);
        passes.forEach((count, times) -> Factors.require("Multiplier of " + count + " passes", times));
        features.forEach((feature, times) -> Factors.require("Multiplier of feature '" + feature + "'", times));
        if (price instanceof MinutePrice.Table table) {
            requireAgrees(table, classes, names);
        }
    }

    private static void requireRising(List<SizeClass> classes) {
        for (int at = 1; at < classes.size(); at++) {
            SizeClass smaller = classes.get(at - 1);
            SizeClass larger = classes.get(at);
            if (larger.shortSide() < smaller.shortSide()
                    || larger.longSide() < smaller.longSide()
                    || (larger.shortSide() == smaller.shortSide() && larger.longSide() == smaller.longSide())) {
                throw new IllegalArgumentException("Size class '" + larger.name() + "' came after '" + smaller.name()
                        + "' but must be larger; give the classes in rising order.");
            }
        }
    }

    private static void requireRisingRates(List<FrameRateClass> frameRates) {
        for (int at = 1; at < frameRates.size(); at++) {
            if (frameRates.get(at).upTo().compareTo(frameRates.get(at - 1).upTo()) <= 0) {
                throw new IllegalArgumentException(
                        "Frame rate class up to " + frameRates.get(at).upTo() + " came after one up to "
                                + frameRates.get(at - 1).upTo()
                                + " but must go higher; give the classes in rising order.");
            }
        }
    }

    private static void requireAgrees(MinutePrice.Table table, List<SizeClass> classes, Set<String> names) {
        for (SizeClass each : classes) {
            if (each.times().compareTo(BigDecimal.ONE) != 0) {
                throw new IllegalArgumentException("Size class '" + each.name() + "' multiplied by " + each.times()
                        + " but must leave the price alone where a table has it; remove one of the two.");
            }
        }
        table.prices().forEach((codec, byClass) -> byClass.keySet().forEach(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("Table had a price of " + codec + " for size class '" + name
                        + "' but must name one of "
                        + classes.stream().map(SizeClass::name).toList()
                        + "; add the class or correct its name.");
            }
        }));
    }

    /** Returns the class of an output. */
    SizeClass classOf(Target target, String version) {
        return classes.stream()
                .filter(each -> each.holds(target.width(), target.height()))
                .findFirst()
                .orElseThrow(() -> new UnpricedException(
                        version,
                        "have no size class for " + target.width() + "x" + target.height() + "; add a larger one than '"
                                + classes.get(classes.size() - 1).name() + "'."));
    }

    /** Returns what frame rate, passes and features multiply to. */
    BigDecimal multiplier(Target target, Delivery delivery, String version) {
        BigDecimal times = frameRate(target, version).multiply(passes(delivery, version));
        for (String feature : delivery.features()) {
            times = times.multiply(features.getOrDefault(feature, BigDecimal.ONE));
        }
        return times;
    }

    /** Returns whether a feature has a price. */
    boolean knows(String feature) {
        return features.containsKey(feature)
                || addends.stream().anyMatch(each -> each.feature().equals(feature));
    }

    private BigDecimal frameRate(Target target, String version) {
        if (frameRates.isEmpty()) {
            return BigDecimal.ONE;
        }
        BigDecimal rate = BigDecimal.valueOf(target.framesPerSecond());
        return frameRates.stream()
                .filter(each -> rate.compareTo(each.upTo()) <= 0)
                .findFirst()
                .orElseThrow(() -> new UnpricedException(
                        version,
                        "have no class for " + rate + " frames per second; add one beyond "
                                + frameRates.get(frameRates.size() - 1).upTo() + "."))
                .times();
    }

    private BigDecimal passes(Delivery delivery, String version) {
        if (passes.isEmpty()) {
            return BigDecimal.ONE;
        }
        BigDecimal times = passes.get(delivery.passes());
        if (times == null) {
            throw new UnpricedException(
                    version,
                    "have no multiplier for " + delivery.passes() + " passes, only for "
                            + passes.keySet().stream().sorted().toList() + "; add one.");
        }
        return times;
    }
}
