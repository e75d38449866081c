package io.reelbudget.spring;

/** A property was set wrongly, or not at all. Nothing was opened. */
final class BudgetSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String action;

    /**
     * @param property its name
     * @param what what it was and what it must be, beginning with a verb
     * @param action what to do
     */
    BudgetSettingException(String property, String what, String action) {
        super("Property '" + property + "' " + what);
        this.property = property;
        this.action = action;
    }

    String property() {
        return property;
    }

    String action() {
        return action;
    }
}
