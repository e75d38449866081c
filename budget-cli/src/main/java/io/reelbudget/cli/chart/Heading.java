package io.reelbudget.cli.chart;

/**
 * What stands above a picture or one of its panels.
 *
 * @param title the main words
 * @param subtitle what explains them, in a lighter hand; may be empty
 */
public record Heading(String title, String subtitle) {}
