# Handrail with its own PostgreSQL; give DATABASE_URL (and HANDRAIL_SECRET) for another one.
FROM node:22-bookworm-slim

WORKDIR /handrail
RUN mkdir /data && chown node:node /handrail /data
USER node
COPY --chown=node:node . .
# Installs what package-lock.json says and builds: the start then finds nothing left to do.
RUN node -e "import('./tools/prepare.mjs').then(({ prepare }) => prepare())"

ENV HOST=0.0.0.0 PORT=3000 HANDRAIL_DATA_DIR=/data MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 3000
# Longer than a first start takes. Health is answered before anything else, also under load.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Starts the server again after a crash, later each time, and says so; after five crashes in ten minutes it ends, and the
# container is started again by its restart policy.
CMD ["node", "tools/start.mjs"]
