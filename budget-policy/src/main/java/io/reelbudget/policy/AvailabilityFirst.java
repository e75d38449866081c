package io.reelbudget.policy;

record AvailabilityFirst() {}
