package io.reelbudget.ledger.escrow;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of an account may be taken.
 *
 * @param available the least that it and those above it have available, in millionths
 * @param countsUntil until when hard limits count a hold that is placed or raised now; empty where there are none
 */
record Room(long available, Optional<Instant> countsUntil) {}
