package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;

/** Where the demo shows what happens while it happens. Called by one thread at a time. */
interface Screen {

    /** Shows a line of explanation. */
    void say(String line);

    /** Shows what became of a job. */
    void job(JobRow row);

    /** Shows what happened to an account. */
    void happening(Happening happening);

    /** Shows a new forecast, or not, if there was one just before. */
    void sighting(AccountPath account, Sighting sighting);
}
