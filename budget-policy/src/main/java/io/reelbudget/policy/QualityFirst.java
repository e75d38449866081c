package io.reelbudget.policy;

record QualityFirst(FleetLimits limits) {}
