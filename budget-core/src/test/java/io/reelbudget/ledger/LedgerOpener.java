package io.reelbudget.ledger;

import java.nio.file.Path;
import java.time.InstantSource;

/** A process that tries to open a ledger and says what came of it. */
final class LedgerOpener {

    private LedgerOpener() {}

    public static void main(String[] arguments) {
        try (Ledger ledger = Ledger.openJournal(Path.of(arguments[0]), InstantSource.system())) {
            ledger.blocking().accounts();
            System.out.println("opened");
        } catch (LedgerUnavailableException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
