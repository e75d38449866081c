package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import java.util.Optional;

/** Jobs that customers bring after those that waited from the beginning. */
@FunctionalInterface
interface LateUploads {

    /** Returns an account's next job, or nothing if it brings no more. Called by several threads at a time. */
    Optional<Ticket> next(AccountPath account);
}
