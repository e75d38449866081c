package io.reelbudget.spring;

import io.reelbudget.console.Console;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the console's streams of events before the web server waits for what is still being answered: they last for half
 * an hour, and it would wait for them.
 */
final class ConsoleLifecycle implements SmartLifecycle {

    private final Console console;
    private volatile boolean isRunning;

    ConsoleLifecycle(Console console) {
        this.console = console;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        console.close();
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** The highest phase of all is stopped first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
