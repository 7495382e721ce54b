package io.curfew.bench;

import java.nio.file.Path;

/** How the peers are configured: as their manuals advise for a proxy, without access logs, connections to the upstream kept. */
final class PeerConfigs {
    private PeerConfigs() {}

    static String nginx(Path home, int port, boolean root) {
        return """
                %s
                daemon off;
                worker_processes auto;
                pid nginx.pid;
                error_log stderr warn;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_timeout 300;
                  keepalive_requests 1000000000;
                  open_file_cache max=100;
                  default_type application/octet-stream;
                  server {
                    listen 127.0.0.1:%d backlog=4096;
                    root %s;
                    location = %s { return 200 "%s"; }
                  }
                }
                """.formatted(root ? "user root;" : "", port, home, ServedFile.POST_PATH, ServedFile.POSTED);
    }

    static String apache(Path home, int port, String upstream, boolean root) {
        return """
                ServerName 127.0.0.1
                Listen 127.0.0.1:%d
                DefaultRuntimeDir %s
                PidFile %2$s/apache.pid
                ErrorLog /proc/self/fd/2
                LogLevel warn
                %s
                LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
                LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
                StartServers 4
                ServerLimit 8
                ThreadsPerChild 64
                MaxRequestWorkers 512
                MinSpareThreads 64
                MaxSpareThreads 512
                KeepAlive On
                MaxKeepAliveRequests 0
                KeepAliveTimeout 300
                ProxyPass /callback !
                ProxyPass / %s/
                """.formatted(port, home, root ? "User www-data\nGroup www-data" : "", upstream);
    }

    /** What comes in front of {@link #apache} for the login; sessions in shared memory. */
    static String apacheOidc(int port, String issuer) {
        return """
                LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
                LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
                LoadModule auth_openidc_module /usr/lib/apache2/modules/mod_auth_openidc.so
                OIDCProviderMetadataURL %s/.well-known/openid-configuration
                OIDCClientID gateway
                OIDCClientSecret secret
                OIDCRedirectURI http://127.0.0.1:%d/callback
                OIDCCryptoPassphrase a-passphrase-of-the-bench
                OIDCSessionType server-cache
                OIDCCacheType shm
                OIDCHTTPTimeoutShort 60
                OIDCHTTPTimeoutLong 60
                OIDCSessionInactivityTimeout 7200
                OIDCRemoteUserClaim sub
                <Location />
                  AuthType openid-connect
                  Require valid-user
                </Location>
                """.formatted(issuer, port);
    }
}
