/**
 * Notifiers that take notices out of the process: {@link io.reelbudget.policy.notify.WebhookNotifier} as signed
 * CloudEvents, {@link io.reelbudget.policy.notify.ChatNotifier} to Slack and what takes the same messages, and
 * {@link io.reelbudget.policy.notify.MailNotifier} through the host's own mail.
 *
 * <p>All ask {@link io.reelbudget.policy.notify.WebhookAddress} where they may go. Who gets a signed webhook checks it
 * with {@link io.reelbudget.policy.notify.SigningKeys#check}. {@link io.reelbudget.policy.notify.ToldOnce} joins
 * several.
 */
@NullMarked
package io.reelbudget.policy.notify;

import org.jspecify.annotations.NullMarked;
