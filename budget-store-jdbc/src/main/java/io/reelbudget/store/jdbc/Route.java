package io.reelbudget.store.jdbc;

/**
 * Which shard has a root.
 *
 * @param version grows with each switch
 */
record Route(String root, String shard, long version) {}
