package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.licence.Licensee;
import io.reelbudget.money.Unit;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prices by a {@link PriceBook}. Volumes of a card's tiers are counted by the root of the account's path, licence fees
 * by licensee.
 *
 * <p>This class is immutable and thread-safe, as its functions must be.
 */
public final class BookPricing implements PricingEngine {

    private final PriceBook book;
    private final Function<TranscodeJob, Delivery> deliveries;
    private final Function<AccountPath, Licensee> licensees;

    private BookPricing(
            PriceBook book, Function<TranscodeJob, Delivery> deliveries, Function<AccountPath, Licensee> licensees) {
        this.book = book;
        this.deliveries = deliveries;
        this.licensees = licensees;
    }

    /** Returns an engine for jobs that deliver their targets and nothing else, by one licensee, the host. */
    public static BookPricing of(PriceBook book) {
        return new BookPricing(book, job -> Delivery.standard(), account -> Licensee.host());
    }

    /** Returns this engine with what says what jobs deliver besides their targets; the same job, the same answer. */
    public BookPricing withDeliveries(Function<TranscodeJob, Delivery> newDeliveries) {
        return new BookPricing(book, newDeliveries, licensees);
    }

    /** Returns this engine with what says who owes the licence fees of an account's jobs, with its figures of now. */
    public BookPricing withLicensees(Function<AccountPath, Licensee> newLicensees) {
        return new BookPricing(book, deliveries, newLicensees);
    }

    /** Returns the book. */
    public PriceBook book() {
        return book;
    }

    @Override
    public Unit unit(AccountPath account) {
        return book.unit();
    }

    @Override
    public PriceBreakdown price(PriceRequest request) {
        Work work = new Work(request.job(), request.cpu(), deliveries.apply(request.job()), request.ending());
        String version = request.version().orElseGet(() -> book.versionAt(request.quotedAt()));
        PriceTag tag = new PriceTag(version, request.quotedAt(), request.profile());
        String scope = request.account().segments().get(0);
        return book.price(work, tag, scope, licensees.apply(request.account()), request.meters());
    }

    @Override
    public Optional<Instant> countedSince(AccountPath account, Instant instant) {
        return book.countedSince(instant);
    }

    @Override
    public Optional<Instant> nextChange(AccountPath account, Instant after) {
        return book.nextChange(after);
    }
}
