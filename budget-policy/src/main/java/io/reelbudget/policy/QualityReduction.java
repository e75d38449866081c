package io.reelbudget.policy;

record QualityReduction(io.reelbudget.policy.spi.QualityLadder ladder, io.reelbudget.policy.spi.JobPricing pricing) {}
