# Yishi 议事: docker build -t yishi . && docker run -v "$PWD/yishi-data:/data" yishi
# The folder behind /data holds config.toml (and holidays.toml, if there is one); what the bot keeps goes into its subfolder data/.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --user-group --home-dir /data yishi && install -d -o yishi -g yishi -m 0700 /data

COPY requirements/run.txt /app/requirements/run.txt
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r /app/requirements/run.txt

COPY LICENSE config.example.toml holidays.example.toml run.py /app/
COPY bot/ /app/bot/
COPY handlers/ /app/handlers/
COPY storage/ /app/storage/
COPY sandbox/ /app/sandbox/
# The bot may not write there: compiled now, it starts in two thirds of the time.
RUN python -m compileall -q /app

USER yishi
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "/app/run.py"]
