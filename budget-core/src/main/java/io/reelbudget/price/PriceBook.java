package io.reelbudget.price;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceCharge;
import io.reelbudget.licence.Licensee;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.CardCharge;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.TrueUp;
import io.reelbudget.rate.UnpricedException;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Rate cards and licence catalogues by the date from which they count. Versions are added and never changed, so that
 * what was quoted can be charged, and what was charged can be explained.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cards the rate cards, at least one, in one unit; each version and each date once; kept sorted by date
 * @param catalogues the licence catalogues, in the same unit; likewise
 */
public record PriceBook(List<RateCard> cards, List<LicenceCatalogue> catalogues) {

    /** Stands between the version of a card and that of a catalogue. */
    public static final String JOINT = "+";

    public PriceBook {
        cards = cards.stream()
                .sorted(Comparator.comparing(RateCard::effectiveFrom))
                .toList();
        catalogues = catalogues.stream()
                .sorted(Comparator.comparing(LicenceCatalogue::effectiveFrom))
                .toList();
        if (cards.isEmpty()) {
            throw new IllegalArgumentException(
                    "There was no rate card but there must be one at least; a card may be free.");
        }
        requireDistinct("Rate card version", cards.stream().map(RateCard::version));
        requireDistinct("Rate card date", cards.stream().map(RateCard::effectiveFrom));
        requireDistinct("Catalogue version", catalogues.stream().map(LicenceCatalogue::version));
        requireDistinct("Catalogue date", catalogues.stream().map(LicenceCatalogue::effectiveFrom));
        Amount zero = Amount.zero(cards.get(0).unit());
        cards.forEach(card -> zero.requireSameUnit(Amount.zero(card.unit())));
        catalogues.forEach(catalogue -> zero.requireSameUnit(Amount.zero(catalogue.unit())));
    }

    /** Returns a book of one card, without licences. */
    public static PriceBook of(RateCard card) {
        return new PriceBook(List.of(card), List.of());
    }

    /** Returns a book of one card and one catalogue. */
    public static PriceBook of(RateCard card, LicenceCatalogue catalogue) {
        return new PriceBook(List.of(card), List.of(catalogue));
    }

    /** Returns this book with another card. */
    public PriceBook with(RateCard card) {
        List<RateCard> more = new ArrayList<>(cards);
        more.add(card);
        return new PriceBook(more, catalogues);
    }

    /** Returns this book with another catalogue. */
    public PriceBook with(LicenceCatalogue catalogue) {
        List<LicenceCatalogue> more = new ArrayList<>(catalogues);
        more.add(catalogue);
        return new PriceBook(cards, more);
    }

    /** Returns what the prices are counted in. */
    public Unit unit() {
        return cards.get(0).unit();
    }

    /**
     * Returns the version by which a job is quoted at an instant: that of the card, and where there is one that of the
     * catalogue, joined by {@value #JOINT}.
     *
     * @throws UnpricedException if no card counts yet
     */
    public String versionAt(Instant instant) {
        RateCard card = newest(
                        cards.stream().filter(each -> !each.effectiveFrom().isAfter(instant)))
                .orElseThrow(() -> new UnpricedException(
                        cards.get(0).version(),
                        "begin at " + cards.get(0).effectiveFrom() + ", after " + instant
                                + "; add a card that counts earlier."));
        return newest(catalogues.stream().filter(each -> !each.effectiveFrom().isAfter(instant)))
                .map(catalogue -> card.version() + JOINT + catalogue.version())
                .orElse(card.version());
    }

    /**
     * Prices a job by the version of an instant, by nobody's volume: for what-if, and where no price depends on one.
     */
    public PriceBreakdown price(TranscodeJob job, CpuTime cpu, Instant quotedAt) {
        PriceTag tag = new PriceTag(versionAt(quotedAt), quotedAt, PriceProfile.standard());
        return price(Work.finished(job, cpu), tag, "nobody", Licensee.host(), Meters.none());
    }

    /**
     * Prices a job.
     *
     * @param tag by which version, as of when, for which profile
     * @param scope whose volume counts for the card's tiers, such as the root of the account's path
     * @param licensee who owes licence fees
     * @param meters the volumes so far
     * @throws UnpricedException if this book lacks the version, or a price for something that the job needs
     * @throws ArithmeticException if the price is more than an {@link Amount} holds
     */
    public PriceBreakdown price(Work work, PriceTag tag, String scope, Licensee licensee, Meters meters) {
        String version = tag.version();
        int joint = version.indexOf(JOINT);
        RateCard card = card(joint < 0 ? version : version.substring(0, joint));
        CardCharge service = card.charge(work, tag.profile(), scope, tag.quotedAt(), meters);
        Function<Amount, LicenceCharge> fees = joint < 0
                ? jobPrice -> LicenceCharge.none()
                : jobPrice -> catalogue(version.substring(joint + 1))
                        .charge(work, licensee, jobPrice, tag.quotedAt(), meters);
        LicenceCharge licences = fees.apply(service.total());
        Optional<TrueUp> trueUp = trueUp(
                service,
                service.total().plus(licences.total(unit())),
                card.totalsByTier(work, tag.profile(), scope, tag.quotedAt(), service),
                fees,
                card.countedOver().flatMap(period -> period.endOf(tag.quotedAt())));
        List<PriceLine> lines = new ArrayList<>(service.lines());
        lines.addAll(licences.lines());
        return new PriceBreakdown(
                tag,
                unit(),
                lines,
                licences.costs(),
                Stream.concat(service.readings().stream(), licences.readings().stream())
                        .toList(),
                Stream.concat(trueUp.stream(), licences.trueUps().stream()).toList());
    }

    /** Says what the tier that the period reaches in the end will change, in fees that are a share of the price too. */
    private static Optional<TrueUp> trueUp(
            CardCharge charged,
            Amount total,
            List<CardCharge.AtTier> totals,
            Function<Amount, LicenceCharge> fees,
            Optional<Instant> periodEnd) {
        if (totals.isEmpty() || periodEnd.isEmpty()) {
            return Optional.empty();
        }
        List<TrueUp.Tier> tiers = totals.stream()
                .map(at -> new TrueUp.Tier(
                        at.upTo(),
                        at.total()
                                .plus(fees.apply(at.total()).total(charged.unit()))
                                .minus(total)
                                .micros()))
                .toList();
        return Optional.of(new TrueUp(charged.readings().get(0).key(), periodEnd.get(), tiers))
                .filter(trueUp -> !trueUp.isNothing());
    }

    /**
     * Returns the first instant of the oldest period whose volumes count at an instant; empty where no price depends on
     * a volume.
     */
    public Optional<Instant> countedSince(Instant instant) {
        Stream<Instant> volumes =
                cards.stream().flatMap(card -> card.countedOver().stream()).map(period -> period.startOf(instant));
        Stream<Instant> fees = catalogues.stream().flatMap(catalogue -> catalogue.countedSince(instant).stream());
        return Stream.concat(volumes, fees).min(Comparator.naturalOrder());
    }

    /** Returns the first instant after another from which other prices count; empty where none are announced. */
    public Optional<Instant> nextChange(Instant after) {
        return Stream.concat(
                        cards.stream().map(RateCard::effectiveFrom),
                        catalogues.stream().map(LicenceCatalogue::effectiveFrom))
                .filter(instant -> instant.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    private RateCard card(String version) {
        return cards.stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> missing("rate card", version));
    }

    private LicenceCatalogue catalogue(String version) {
        return catalogues.stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> missing("licence catalogue", version));
    }

    private static UnpricedException missing(String what, String version) {
        return new UnpricedException(
                version,
                "are asked for but the book has no such " + what
                        + "; keep every version by which holds were quoted that are still open.");
    }

    private static <T> Optional<T> newest(Stream<T> sorted) {
        return sorted.reduce((earlier, later) -> later);
    }

    private static void requireDistinct(String what, Stream<?> values) {
        Set<Object> seen = new HashSet<>();
        values.forEach(value -> {
            if (!seen.add(value)) {
                throw new IllegalArgumentException(
                        what + " was " + value + " twice but must be given once; rename or re-date one of the two.");
            }
        });
    }
}
