package io.reelbudget.micrometer;

/** By how much of an account's path meters are kept apart. Each account is a set of time series. */
public enum AccountTag {
    /** Not at all. */
    NONE,
    /** By the first name of the path: the organisation. */
    ROOT,
    /** By the whole path. */
    PATH
}
