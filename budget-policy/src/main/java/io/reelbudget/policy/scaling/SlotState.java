package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that is known of an instance, as it stands in the labels of its hold: nothing of it is forgotten while the hold
 * is open, however long ago commands and notes were.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param offer its type, by the name of the offer
 * @param request the key of the request that asked for it
 * @param number its number among those of the request, from 0
 * @param asked how many the request asked for
 * @param expected for how long the request expected to need it
 * @param price what it costs
 * @param ordered when it was ordered
 * @param from from when on it is not posted yet, by this hold
 * @param generation which hold of the instance this is, from 0: the highest counts, the others are to be ended
 * @param told the name that the receipt gave it, empty for one without a name; empty where no receipt is known yet
 * @param leaving when it was last asked to stop, if it was
 */
record SlotState(
        String offer,
        IdempotencyKey request,
        int number,
        int asked,
        Duration expected,
        InstancePrice price,
        Instant ordered,
        Instant from,
        int generation,
        Optional<String> told,
        Optional<Instant> leaving) {

    private static final String ASKED = "fleet.asked";
    private static final String PRICE = "fleet.price";
    private static final String ORDERED = "fleet.ordered";
    static final String FROM = "fleet.from";
    private static final String GENERATION = "fleet.generation";
    private static final String ID = "fleet.id";
    private static final String LEAVING = "fleet.leaving";

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    Labels labels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put(FleetSlot.LABEL_OFFER, offer);
        labels.put(FleetSlot.LABEL_REQUEST, request.toString());
        labels.put(FleetSlot.LABEL_NUMBER, Integer.toString(number));
        labels.put(ASKED, asked + " " + seconds(expected));
        labels.put(
                PRICE,
                price.perHour().toDecimalString() + " " + seconds(price.billing()) + " " + seconds(price.boot()));
        labels.put(ORDERED, ordered.toString());
        labels.put(FROM, from.toString());
        labels.put(GENERATION, Integer.toString(generation));
        told.ifPresent(name -> labels.put(ID, fits(name) ? name : ""));
        leaving.ifPresent(instant -> labels.put(LEAVING, instant.toString()));
        return new Labels(labels);
    }

    /** Returns what labels say; empty where they are not those of an instance, or not legible. */
    static Optional<SlotState> read(Labels all, Unit unit) {
        Map<String, String> labels = all.values();
        if (!labels.keySet()
                .containsAll(List.of(
                        FleetSlot.LABEL_OFFER,
                        FleetSlot.LABEL_REQUEST,
                        FleetSlot.LABEL_NUMBER,
                        ASKED,
                        PRICE,
                        ORDERED,
                        FROM,
                        GENERATION))) {
            return Optional.empty();
        }
        try {
            String[] asked = SPACE.split(labels.getOrDefault(ASKED, ""), 2);
            String[] price = SPACE.split(labels.getOrDefault(PRICE, ""), 3);
            return Optional.of(new SlotState(
                    labels.getOrDefault(FleetSlot.LABEL_OFFER, ""),
                    key(labels.getOrDefault(FleetSlot.LABEL_REQUEST, "")),
                    Integer.parseInt(labels.getOrDefault(FleetSlot.LABEL_NUMBER, "")),
                    Integer.parseInt(asked[0]),
                    time(asked[1]),
                    new InstancePrice(Amount.parse(price[0], unit), time(price[1]), time(price[2])),
                    Instant.parse(labels.getOrDefault(ORDERED, "")),
                    Instant.parse(labels.getOrDefault(FROM, "")),
                    Integer.parseInt(labels.getOrDefault(GENERATION, "")),
                    Optional.ofNullable(labels.get(ID)),
                    Optional.ofNullable(labels.get(LEAVING)).map(Instant::parse)));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException illegible) {
            return Optional.empty();
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toSeconds())
                .add(BigDecimal.valueOf(time.toNanosPart(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Duration time(String seconds) {
        BigDecimal whole = new BigDecimal(seconds);
        return Duration.ofSeconds(
                whole.longValue(),
                whole.remainder(BigDecimal.ONE).movePointRight(9).intValue());
    }

    private static IdempotencyKey key(String digits) {
        if (!KEY.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "Request's key was '" + digits + "' but must be 32 hexadecimal digits; keep labels as they were.");
        }
        return new IdempotencyKey(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
    }

    /** A name that no label can keep is not kept: the instance counts as one without. */
    private static boolean fits(String name) {
        try {
            return Labels.of(ID, name).values().containsKey(ID);
        } catch (IllegalArgumentException tooLong) {
            return false;
        }
    }

    /** Returns which instance this is of its account, the same in each of its holds. */
    String instance() {
        return request + "/" + number;
    }

    /** Returns the state of the next hold, which begins where this one is posted to. */
    SlotState next(Instant newFrom, Optional<String> newTold, Optional<Instant> newLeaving) {
        return new SlotState(
                offer, request, number, asked, expected, price, ordered, newFrom, generation + 1, newTold, newLeaving);
    }
}
