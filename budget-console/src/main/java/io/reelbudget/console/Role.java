package io.reelbudget.console;

/** What somebody may do. Each role may do all that those before it may. */
public enum Role {
    /** See. */
    READ,
    /** Sell and grant, give back holds, and adopt policies. */
    OPERATE,
    /** Open accounts, change plans and tiers, and go back to an earlier model. */
    ADMINISTER;

    /** Returns whether this role may do what another may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
