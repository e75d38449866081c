package io.reelbudget.store.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections of a host that stops, as one that is suspended does, right before it commits a certain statement. */
final class StoppableSource implements DataSource, AutoCloseable {

    private final DataSource source;
    private final String statement;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private volatile boolean stops;

    /** @param statement what the statement contains */
    StoppableSource(DataSource source, String statement) {
        this.source = source;
        this.statement = statement;
    }

    /** Has the host stop the next time. */
    void stop() {
        stops = true;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Lets the host go on. */
    @Override
    public void close() {
        stops = false;
        resumed.countDown();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = source.getConnection();
        boolean[] prepared = {false};
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                prepared[0] |= arguments[0].toString().contains(statement);
            } else if (method.getName().equals("commit")) {
                if (prepared[0] && stops) {
                    stopped.countDown();
                    resumed.await();
                }
                prepared[0] = false;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
